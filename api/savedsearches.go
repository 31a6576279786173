package api

import "cotejo/api/casework"

// savedSearchRoutes are what people look for again, under a name.
func (s *server) savedSearchRoutes() {
	collectionRoutes[casework.SavedSearch](s, collection{path: "/saved-searches", one: "saved-search", many: "saved-searches", tag: findTag})
}
