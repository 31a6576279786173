package casework

import "strings"

// calibres are the names of common cartridges, each with other spellings of the
// same (C.I.P. tables of dimensions; SAAMI Z299.3 and Z299.1). The first is the
// one under which exhibits are recorded and filtered.
var calibres = [][]string{
	{"9 mm Luger", "9mm", "9 mm", "9mm luger", "9x19", "9x19mm", "9 x 19", "9 mm parabellum", "9mm para", "9 mm para", "9 para", "9mm nato"},
	{".380 Auto", "380 auto", "380", ".380", "380 acp", ".380 acp", "9 mm browning", "9x17", "9x17mm", "9 mm corto", "9mm corto", "9mm kurz"},
	{".38 Super", "38 super", ".38 super auto", "38 super auto"},
	{".38 Special", "38 special", ".38 spl", "38 spl", ".38 spcl", "38 especial", ".38 especial"},
	{".357 Magnum", "357 magnum", ".357 mag", "357 mag", "357"},
	{".357 SIG", "357 sig"},
	{".40 S&W", "40 s&w", "40 sw", ".40", "40", "40 smith & wesson"},
	{".45 Auto", "45 auto", ".45 acp", "45 acp", "45", ".45", "11.43x23", "11,43 x 23"},
	{"10 mm Auto", "10mm", "10mm auto", "10 mm"},
	{".32 Auto", "32 auto", ".32 acp", "32 acp", "7.65 browning", "7.65 mm browning", "7,65 mm browning", "7.65x17"},
	{".25 Auto", "25 auto", ".25 acp", "25 acp", "6.35 browning", "6,35 mm browning", "6.35 mm browning"},
	{".22 LR", "22 lr", ".22", "22", ".22 long rifle", "22 long rifle", "5.6 mm"},
	{"5.7 x 28 mm", "5.7x28", "5.7x28mm", "5,7x28", "5.7 mm fn"},
	{"7.62 x 39 mm", "7.62x39", "7.62x39mm", "7,62x39", "7.62 x 39"},
	{"5.56 x 45 mm", "5.56x45", "5.56x45mm", "5.56", "5,56x45", "5.56 nato", "223", ".223", ".223 remington", "223 rem", ".223 rem"},
	{"7.62 x 51 mm", "7.62x51", "7.62x51mm", "308", ".308", ".308 winchester", "308 win", ".308 win"},
	{".50 BMG", "50 bmg", "12.7x99", "12.7 x 99", "12,7x99", ".50 browning"},
	{"9 mm Makarov", "9x18", "9x18mm", "9 makarov", "9mm makarov"},
	{"12 gauge", "12 ga", "12", "calibre 12", "12/70", "12 bore"},
}

// Calibre brings the spelling of a known calibre to the one that is recorded;
// any other is kept, without blanks around it.
func Calibre(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for _, names := range calibres {
		for _, name := range names {
			if strings.EqualFold(name, text) {
				return names[0]
			}
		}
	}
	return text
}

// Calibres returns the known calibres, as they are recorded.
func Calibres() []string {
	out := make([]string, len(calibres))
	for i, names := range calibres {
		out[i] = names[0]
	}
	return out
}
