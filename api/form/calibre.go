package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cotejo/api/casework"
)

// chamber is what kind of cartridge a calibre names.
type chamber int

const (
	unknownChamber chamber = iota
	gauge                  // of a shotgun: 12, 16, 20 gauge
	bore410                // .410: of shotguns, and of some revolvers and pistols
	handgun                // such as 9 mm or .45
	rimfire                // .22, of all but shotguns
	intermediate           // such as 5.56 x 45 or 7.62 x 39; pistols in them are made
	fullPower              // such as .308 or .50 BMG
)

// chamberNames are the calibres that casework knows by one name.
var chamberNames = map[string]chamber{
	"9 mm Luger": handgun, ".380 Auto": handgun, ".38 Super": handgun, ".38 Special": handgun, ".357 Magnum": handgun,
	".357 SIG": handgun, ".40 S&W": handgun, ".45 Auto": handgun, "10 mm Auto": handgun, ".32 Auto": handgun, ".25 Auto": handgun,
	"5.7 x 28 mm": handgun, "9 mm Makarov": handgun, ".22 LR": rimfire,
	"7.62 x 39 mm": intermediate, "5.56 x 45 mm": intermediate,
	"7.62 x 51 mm": fullPower, ".50 BMG": fullPower,
	"12 gauge": gauge,
}

// What casework has no name for.
var (
	gaugeText     = regexp.MustCompile(`^(CAL(IBRE|IBER)? )?(4|8|10|12|14|16|20|24|28|32|36) ?(GA|GAUGE|GAGE|BORE|CAL)\b|^CAL(IBRE|IBER)? (10|12|16|20|28)$|^(10|12|16|20|24|28)( (65|67|70|76|89)( ?MM)?)?$`)
	handgunText   = regexp.MustCompile(`^(44 (MAG|SP)|45 (COLT|LC)|454 CASULL|500 S|32 (S|H)|38 S|357 MAG|9X2[13]|762X25)`)
	bore410Text   = regexp.MustCompile(`(^| )0?410( |$)`)
	fullPowerText = regexp.MustCompile(`^(30 06|3006|30 30|3030|300 WIN|338 LAPUA|303 BRIT|270 WIN|243 WIN|45 70|8X57|792X57|762X54|762X63|127X99|127X108)`)
)

// chamberOf reads a calibre.
func chamberOf(calibre string) chamber {
	if c, known := chamberNames[casework.Calibre(calibre)]; known {
		return c
	}
	folded := fold(calibre)
	either := func(pattern *regexp.Regexp) bool {
		return pattern.MatchString(folded) || pattern.MatchString(strings.ReplaceAll(folded, " ", ""))
	}
	switch {
	case bore410Text.MatchString(folded):
		return bore410
	case gaugeText.MatchString(folded):
		return gauge
	case either(fullPowerText):
		return fullPower
	case either(handgunText):
		return handgun
	}
	return unknownChamber
}

// chambers are those in which a type of firearm is made. A type that is not here
// is made in any.
var chambers = map[string][]chamber{
	"pistol":         {bore410, handgun, rimfire, intermediate},
	"revolver":       {bore410, handgun, rimfire},
	"derringer":      {bore410, handgun, rimfire},
	"rifle":          {handgun, rimfire, intermediate, fullPower},
	"shotgun":        {gauge, bore410},
	"submachine_gun": {handgun, rimfire},
	"machine_gun":    {handgun, rimfire, intermediate, fullPower},
}

// checkCalibre checks that there is a calibre, and that it is one for the type.
func checkCalibre(f *findings, w *casework.TracedWeapon) {
	const path = "weapon.calibre"
	switch {
	case blank(w.Calibre):
		f.missing(path, "form.missing.calibre")
		return
	case placeholder(w.Calibre):
		f.implausible(path, "form.placeholder", w.Calibre)
		return
	case !strings.ContainsFunc(w.Calibre, unicode.IsDigit):
		f.implausible(path, "form.calibre.no_number", w.Calibre)
		return
	}
	made, limited := chambers[w.Type]
	if c := chamberOf(w.Calibre); limited && c != unknownChamber && !slices.Contains(made, c) {
		*f = append(*f, Finding{
			Path: path, Key: "form.calibre.type", Params: map[string]any{"value": w.Calibre, "weapon_type": w.Type}, Severity: Implausible,
		})
	}
}
