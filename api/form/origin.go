package form

import (
	"fmt"
	"slices"
	"strings"

	"cotejo/api/casework"
)

// unitedStates are folded spellings of the country where no importer is needed.
var unitedStates = []string{
	"US", "USA", "U S", "U S A", "UNITED STATES", "UNITED STATES OF AMERICA", "THE UNITED STATES", "ESTADOS UNIDOS",
	"ESTADOS UNIDOS DE AMERICA", "LOS ESTADOS UNIDOS", "EUA", "EU", "EEUU", "EE UU", "E U A", "E U",
}

// importers are companies that brought firearms of other makers into the United
// States and marked them with their own name, which is then taken for the maker's.
// General knowledge of the trade: the finding asks to look again, no more.
var importers = []string{
	"CENTURY ARMS", "CENTURY INTERNATIONAL ARMS", "CENTURY ARMS INTERNATIONAL", "CAI", "INTERARMS", "INTERARMCO", "PW ARMS",
	"NAVY ARMS", "KBI", "INTRAC", "INTRAC ARMS", "EUROPEAN AMERICAN ARMORY", "EAA", "EAA CORP", "ACTION ARMS", "EAGLE IMPORTS",
	"RSA ENTERPRISES", "SAMCO GLOBAL ARMS", "ROYAL TIGER IMPORTS", "SDS IMPORTS", "LEGACY SPORTS", "LEGACY SPORTS INTERNATIONAL",
	"INTER ORDNANCE", "EXCAM", "GIBBS RIFLE", "GIBBS RIFLE COMPANY", "B WEST", "FIREARMS INTERNATIONAL", "ARMSCORP", "CDNN",
	"ZASTAVA ARMS USA", "CZ USA", "BERETTA USA", "GLOCK INC", "TAURUS INTERNATIONAL", "CANIK USA",
}

// noImporter says that a firearm was examined and carries no importer's name.
var noImporter = []string{"NONE", "NINGUNO", "NINGUNA", "SIN IMPORTADOR", "NO IMPORTER"}

// notStates are names of states that are also names of countries.
var notStates = []string{"MEXICO", "GEORGIA"}

// checkMaker checks the manufacturer.
func checkMaker(f *findings, w *casework.TracedWeapon) {
	const path = "weapon.maker"
	maker := fold(w.Maker)
	switch {
	case blank(w.Maker):
		f.missing(path, "form.missing.maker")
	case placeholder(w.Maker):
		f.implausible(path, "form.placeholder", w.Maker)
	case slices.ContainsFunc(importers, func(name string) bool { return hasWords(maker, name) }):
		f.implausible(path, "form.maker.importer", w.Maker)
	case maker == fold(w.Model):
		f.implausible(path, "form.maker.model", w.Maker)
	}
}

// checkOrigin checks country and importer, which go together.
func checkOrigin(f *findings, w *casework.TracedWeapon) {
	country := fold(w.Country)
	domestic := slices.Contains(unitedStates, country)
	switch {
	case country == "":
		f.missing("weapon.country", "form.missing.country")
		return
	case placeholder(w.Country):
		f.implausible("weapon.country", "form.placeholder", w.Country)
	case !slices.Contains(notStates, country) && isState(country):
		f.implausible("weapon.country", "form.country.state", w.Country)
	}
	switch importer := fold(w.Importer); {
	case importer == "" && !domestic:
		f.missing("weapon.importer", "form.missing.importer")
	case importer == "" || slices.Contains(noImporter, importer):
	case placeholder(w.Importer):
		f.implausible("weapon.importer", "form.placeholder", w.Importer)
	case domestic:
		f.implausible("weapon.importer", "form.importer.domestic", w.Importer)
	case importer == fold(w.Maker):
		f.implausible("weapon.importer", "form.importer.maker", strings.TrimSpace(w.Importer))
	}
}

// isState tells whether a folded name is that of a state of Mexico or of the
// United States, in full or as far as people write it ("Coahuila").
func isState(name string) bool {
	for _, country := range []string{"MX", "US"} {
		for _, code := range stateCodes(country) {
			state := fold(casework.StateName(country, code))
			if state != "" && (state == name || strings.HasPrefix(state, name+" DE ")) {
				return true
			}
		}
	}
	return false
}

// stateCodes are the codes that a country's states can have.
func stateCodes(country string) []string {
	var codes []string
	if country == "MX" {
		for i := 1; i <= 32; i++ {
			codes = append(codes, fmt.Sprintf("%02d", i))
		}
		return codes
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			codes = append(codes, string([]rune{a, b}))
		}
	}
	return codes
}
