package catalog

import (
	"fmt"

	"cotejo/api/casework"
)

// labs of the made records. Every third record is of the second.
const (
	labA = "lab-a"
	labB = "lab-b"
)

// made are n records as a laboratory has them, in both languages, the same for
// the same n. The first ones are those that the tables of queries name.
func made(n int) []casework.Entry {
	entries := []casework.Entry{
		{Kind: casework.KindCase, Title: "NUC-2026/0001", Numbers: []string{"NUC-2026/0001", "CI-FGJ/0457/2026-03"}, Text: "Fiscalía General del Estado\nHomicidio con arma de fuego en la vía pública; dos casquillos percutidos junto a la banqueta", Country: "MX", State: "25", Municipality: "Culiacán", Status: "open", Occurred: "2026-03-14"},
		{Kind: casework.KindExhibit, Title: "Indicio 1", Numbers: []string{"Indicio 1"}, Text: "Casquillo percutido, latón, hallado sobre el camellón", Calibre: "9x19mm Parabellum", Origin: "questioned", Country: "MX", State: "25", Municipality: "Culiacán", Occurred: "2026-03-14"},
		{Kind: casework.KindFirearm, Title: "A-77/26", Numbers: []string{"A-77/26", "BDF4471X"}, Text: "Pistola Beretta 92 con número de serie limado", Calibre: "9x19mm Parabellum", Country: "MX", State: "09", Municipality: "Cuauhtémoc", Occurred: "2026-03"},
		{Kind: casework.KindCase, Title: "PHX-26-118822", Numbers: []string{"PHX-26-118822"}, Text: "Phoenix Police Department\nDrive-by shooting, three fired cartridge cases recovered from the roadway near the gas station", Country: "US", State: "AZ", Municipality: "Maricopa", Status: "closed", Occurred: "2026"},
		{Kind: casework.KindExhibit, Title: "Item 4B", Numbers: []string{"Item 4B", "WIN 40 S&W"}, Text: "One fired cartridge case, nickel plated, found under the vehicle", Calibre: ".40 S&W", Origin: "questioned", Country: "US", State: "AZ", Municipality: "Maricopa", Occurred: "2026-01-05T23:10"},
		{Kind: casework.KindHit, Title: "HIT-SIN-2026-0007", Numbers: []string{"HIT-SIN-2026-0007"}, Text: "Correspondencia en cierre de recámara; identificación bajo el microscopio de comparación", Occurred: "2026-06-30"},
		{Kind: casework.KindTraceRequest, Title: "TR-2026-0012", Numbers: []string{"TR-2026-0012", "XK99120"}, Text: "Glock 19\nUrgent request, officer O'Neill-Muñoz", Calibre: "9x19mm Parabellum", Status: "sent", Occurred: "2025-12-31"},
		{Kind: casework.KindCase, Lab: labB, Title: "SECRETO-1", Numbers: []string{"SECRETO-1"}, Text: "casquillos del otro laboratorio", Country: "MX", State: "26", Municipality: "Hermosillo", Status: "open", Occurred: "2026-03-14"},
	}
	streets := []string{"calle Hidalgo", "avenida Juárez", "carretera a Mazatlán", "Elm Street", "Main Street", "callejón del Peñasco"}
	goods := []string{"bala deformada", "esquirla", "cargador vacío", "projectile fragment", "magazine", "holster", "ojiva"}
	for i := len(entries); i < n; i++ {
		entries = append(entries, casework.Entry{
			Kind: []casework.Kind{casework.KindCase, casework.KindExhibit, casework.KindFirearm}[i%3], Title: fmt.Sprintf("EXP/%04d-%d", i, 2010+i%10),
			Numbers: []string{fmt.Sprintf("EXP/%04d-%d", i, 2010+i%10)}, Text: fmt.Sprintf("%s %s, zona %d", goods[i%len(goods)], streets[i%len(streets)], i%13),
			Calibre: []string{"", ".22 LR", ".38 Special", "7.62x39mm"}[i%4], Status: []string{"open", "closed"}[i%2],
			Country: "MX", State: fmt.Sprintf("%02d", 1+i%32), Occurred: casework.Date(fmt.Sprintf("%d-%02d", 2010+i%10, 1+i%12)),
			Lab: []string{labA, labA, labB}[i%3],
		})
	}
	for i := range entries {
		entries[i].ID = fmt.Sprintf("01990000-0000-7000-8000-%012d", i)
		entries[i].Version = 1 + i%3
		if entries[i].Lab == "" {
			entries[i].Lab = labA
		}
	}
	return entries[:n]
}
