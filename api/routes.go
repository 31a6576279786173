package api

// routes registers every operation, area by area, in the order in which the
// description shows them.
func (s *server) routes() {
	s.serviceRoutes()
	s.eventsRoutes()
	s.formRoutes()
	s.sessionRoutes()
	s.oidcRoutes()
	s.accountRoutes()
	s.tokenRoutes()
	s.findRoutes()
	s.laboratoryRoutes()
	s.caseRoutes()
	s.exhibitRoutes()
	s.firearmRoutes()
	s.acquisitionRoutes()
	s.uploadRoutes()
	s.downloadRoutes()
	s.regionRoutes()
	s.searchRoutes()
	s.candidateRoutes()
	s.surfaceRoutes()
	s.reviewRoutes()
	s.leadRoutes()
	s.linkRoutes()
	s.noticeRoutes()
	s.traceRoutes()
	s.jobRoutes()
	s.workRoutes()
	s.auditRoutes()
	s.exchangeRoutes()
}
