package api

// routes registers every operation, area by area, in the order in which the
// description shows them.
func (s *server) routes() {
	s.serviceRoutes()
	s.sessionRoutes()
	s.oidcRoutes()
	s.accountRoutes()
	s.tokenRoutes()
	s.laboratoryRoutes()
	s.caseRoutes()
	s.exhibitRoutes()
	s.firearmRoutes()
	s.acquisitionRoutes()
}
