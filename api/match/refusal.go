package match

import (
	"errors"
	"strings"

	"cotejo/api/casework"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// The codes of remarks that are not those of segmentation.
const (
	unreadableCode = "unreadable"   // the file cannot be read
	unusableCode   = "unusable"     // a mark that cannot be compared
	leftCode       = "no_template_" // and the kind of the mark
)

// refuse makes a refusal of an error about what the original holds, and returns
// any other as it is.
func refuse(err error) error {
	var content *scan.Error
	var unusable *prepare.Unusable
	var useless *segment.Refusal
	r := &casework.Refusal{Err: err}
	switch {
	case errors.As(err, &useless):
		r.Code, r.Value, r.Limit = string(useless.Code), useless.Value, useless.Limit
	case errors.As(err, &content):
		r.Code = unreadableCode
	case errors.As(err, &unusable):
		r.Code = unusableCode
	default:
		return err
	}
	r.Reason = clean(err.Error(), 2000)
	return r
}

// told is a reason and a remedy.
type told struct{ reason, remedy string }

// texts are those of the remarks that are not of segmentation, by language and
// code.
var texts = map[string]map[string]told{
	"en": {
		unreadableCode: {"the file cannot be read as a scan or an image", "export it again from the instrument's program, as X3P, PNG or TIFF, and upload that file"},
		unusableCode:   {"the mark has no structure that could be compared", "scan it again, or draw its region by hand"},
		leftCode:       {"no template could be made of this mark: %s", "look at its region, and draw it by hand if it lies wrong"},
	},
	"es": {
		unreadableCode: {"el archivo no se puede leer como barrido ni como imagen", "expórtelo de nuevo desde el programa del instrumento, como X3P, PNG o TIFF, y suba ese archivo"},
		unusableCode:   {"la marca no tiene estructura que se pueda comparar", "repita el barrido o marque su región a mano"},
		leftCode:       {"no se pudo hacer una plantilla de esta marca: %s", "revise su región y márquela a mano si está mal"},
	},
}

// kindNames are the kinds of mark as people call them.
var kindNames = map[string]map[mark.Kind]string{
	"en": {mark.BreechFace: "breech face", mark.FiringPin: "firing pin", mark.ApertureShear: "aperture shear", mark.Ejector: "ejector"},
	"es": {mark.BreechFace: "cara de recámara", mark.FiringPin: "percutor", mark.ApertureShear: "cizalla de la apertura", mark.Ejector: "eyector"},
}

// Text implements casework.Matcher.
func (m *Matcher) Text(r casework.Remark, language string) (reason, remedy string) {
	in, known := texts[language]
	if !known {
		language, in = "en", texts["en"]
	}
	if t, known := in[r.Code]; known {
		return t.reason, t.remedy
	}
	if name, left := strings.CutPrefix(r.Code, leftCode); left {
		kind, err := mark.KindNamed(name)
		if err != nil {
			return "", ""
		}
		return strings.ReplaceAll(in[leftCode].reason, "%s", kindNames[language][kind]), in[leftCode].remedy
	}
	reason, remedy = segment.Finding{Code: segment.Code(r.Code), Value: r.Value, Limit: r.Limit}.Text(language)
	if remedy == "" { // the code alone
		return "", ""
	}
	return reason, remedy
}
