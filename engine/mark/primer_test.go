package mark_test

import (
	"testing"

	"cotejo/engine/mark"
)

func TestPrimerOfCalibre(t *testing.T) {
	for name, want := range map[string]mark.PrimerSize{
		"9x19": mark.SmallPrimer, "9 x 19 mm": mark.SmallPrimer, "9×19mm Parabellum": mark.SmallPrimer, "9 mm Luger": mark.SmallPrimer,
		".380 ACP": mark.SmallPrimer, ".38 Special": mark.SmallPrimer, ".40 S&W": mark.SmallPrimer, "5.7x28 mm": mark.SmallPrimer,
		".45 ACP": mark.LargePrimer, "45 Auto": mark.LargePrimer, "10mm Auto": mark.LargePrimer, "7.62x39": mark.LargePrimer,
		".22 LR": mark.Rimfire, ".22 Long Rifle": mark.Rimfire, ".17 HMR": mark.Rimfire,
		"22 Hornet": "", "": "", "unknown": "", "9": "", "9.3x62": "",
	} {
		got, err := mark.PrimerOfCalibre(name)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q, %v; want %q", name, got, err, want)
		}
	}
	for size, um := range map[mark.PrimerSize]float64{mark.SmallPrimer: 4445, mark.LargePrimer: 5334, mark.Rimfire: 0, "": 0} {
		if got := size.DiameterUm(); got != um {
			t.Errorf("%q: %g um, want %g", size, got, um)
		}
	}
}
