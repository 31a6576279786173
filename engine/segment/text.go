package segment

import "fmt"

// text is a reason and a remedy; verbs take the finding's value, then its limit.
type text struct{ reason, remedy string }

// texts hold what people are told, by language and code.
var texts = map[string]map[Code]text{
	"en": {
		NotACaseHead:  {"neither a primer nor a mark cut out of one was found", "image the head of a fired cartridge case from above, with the whole primer in the field, or mark the region by hand"},
		OutOfFocus:    {"the image is out of focus (detail %.3[1]g, needed %.3[2]g)", "focus on the primer's face and take it again"},
		Saturated:     {"too much of the primer is overexposed (%.0[1]f %%, at most %.0[2]f %%)", "lower the light or the exposure and take it again"},
		TooDark:       {"the image is too dark (brightness %.0[1]f of 255, at least %.0[2]f)", "raise the light or the exposure and take it again"},
		LowContrast:   {"the primer's face shows hardly any structure (contrast %.3[1]g, needed %.3[2]g)", "check light, focus and exposure and take it again"},
		TooSmall:      {"the primer is only %.0[1]f points wide, at least %.0[2]f are needed", "use a higher magnification or resolution"},
		TooCoarse:     {"the pitch of %.3[1]g um is too coarse to show the marks", "image with %.3[2]g um a point or finer, or check the unit of the pitch"},
		TooFewPoints:  {"only %.0[1]f %% of the primer's face were measured, at least %.0[2]f %% are needed", "clean the case, check the instrument and scan again"},
		CutOff:        {"only %.0[1]f %% of the primer lies within the field of view, at least %.0[2]f %% are needed", "bring the primer to the middle of the field"},
		NoScale:       {"nothing says how large a point of the image is", "give the pitch in micrometres (--pitch-um), or the calibre (--calibre) so that the primer can serve as a scale"},
		RimfireCase:   {"a rimfire case has no primer: its diameter cannot serve as a scale, and its marks lie on the rim", "give the pitch in micrometres and mark the regions by hand"},
		ScaleDisputed: {"the primer measures %.2[1]f mm at the stated pitch, but should have %.2[2]f mm", "check the pitch and the calibre"},
		NoImpression:  {"the primer's face shows no impression of a breech face (%.2[1]f mm², at least %.2[2]f mm²)", "check that the case was fired, or mark the region by hand"},
	},
	"es": {
		NotACaseHead:  {"no se encontró un fulminante ni una marca recortada de uno", "tome la imagen del culote de un casquillo percutido desde arriba, con todo el fulminante en el campo, o marque la región a mano"},
		OutOfFocus:    {"la imagen está desenfocada (detalle %.3[1]g, se necesita %.3[2]g)", "enfoque la cara del fulminante y repita la toma"},
		Saturated:     {"demasiada superficie del fulminante está sobreexpuesta (%.0[1]f %%, a lo sumo %.0[2]f %%)", "reduzca la luz o la exposición y repita la toma"},
		TooDark:       {"la imagen es demasiado oscura (brillo %.0[1]f de 255, al menos %.0[2]f)", "aumente la luz o la exposición y repita la toma"},
		LowContrast:   {"la cara del fulminante casi no muestra estructura (contraste %.3[1]g, se necesita %.3[2]g)", "revise la luz, el enfoque y la exposición y repita la toma"},
		TooSmall:      {"el fulminante mide solo %.0[1]f puntos de ancho, se necesitan al menos %.0[2]f", "use más aumento o más resolución"},
		TooCoarse:     {"el paso de %.3[1]g um es demasiado grueso para mostrar las marcas", "tome la imagen con %.3[2]g um por punto o menos, o revise la unidad del paso"},
		TooFewPoints:  {"solo se midió el %.0[1]f %% de la cara del fulminante, se necesita al menos el %.0[2]f %%", "limpie el casquillo, revise el instrumento y repita el barrido"},
		CutOff:        {"solo el %.0[1]f %% del fulminante está dentro del campo, se necesita al menos el %.0[2]f %%", "lleve el fulminante al centro del campo"},
		NoScale:       {"nada dice cuánto mide un punto de la imagen", "indique el paso en micrómetros (--pitch-um) o el calibre (--calibre) para que el fulminante sirva de escala"},
		RimfireCase:   {"un casquillo de percusión anular no tiene fulminante: no hay diámetro que sirva de escala y sus marcas están en el reborde", "indique el paso en micrómetros y marque las regiones a mano"},
		ScaleDisputed: {"con el paso indicado el fulminante mide %.2[1]f mm, pero debería medir %.2[2]f mm", "revise el paso y el calibre"},
		NoImpression:  {"la cara del fulminante no muestra impresión de la cara de recámara (%.2[1]f mm², al menos %.2[2]f mm²)", "compruebe que el casquillo fue percutido o marque la región a mano"},
	},
}

// Text returns the reason and the remedy in a language, "en" or "es"; any other
// gives English.
func (f Finding) Text(language string) (reason, remedy string) {
	in, known := texts[language]
	if !known {
		in = texts["en"]
	}
	t, known := in[f.Code]
	if !known {
		return string(f.Code), ""
	}
	return fill(t.reason, f), fill(t.remedy, f)
}

// fill puts the numbers into a text. A text that names none gives Sprintf nothing
// to do, since it would complain of the arguments left over.
func fill(format string, f Finding) string {
	return fmt.Sprintf(format+"%[3]s", f.Value, f.Limit, "")
}
