package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/message"
)

// made is when all reports of the tests are made: half past six in Hermosillo.
var made = time.Date(2026, 11, 24, 1, 30, 0, 0, time.UTC)

func texts(t testing.TB, language string) *message.Texts {
	t.Helper()
	c, err := message.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.For(language)
}

// picture is a grey PNG with white points.
func picture(t testing.TB, width, height int, white ...image.Point) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = 60
	}
	for _, p := range white {
		img.SetGray(p.X, p.Y, color.Gray{Y: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func side(t testing.TB, code, number string) casework.ReportSide {
	t.Helper()
	lab := &casework.Laboratory{Code: code, Name: "Laboratorio " + code, Place: casework.Place{Country: "MX", State: "26"}}
	lab.ID = "lab-" + code
	m := &casework.Mark{MarkKind: "breech_face", Modality: "topography", Engine: "2", Params: "ab12", Template: "7e" + code, PitchXUm: 6.25, PitchYUm: 6.25, AreaMM2: 5.5}
	latitude, longitude := 29.07, -110.95
	return casework.ReportSide{
		Lab: lab, Mark: m, Frame: &casework.Frame{WidthUm: 3000, HeightUm: 3000, CentreXUm: 100, CentreYUm: -50}, Picture: picture(t, 120, 120),
		Acquisition: &casework.Acquisition{SHA256: "0123" + code, FileName: "scan " + code + ".x3p", Measurement: casework.Measurement{Maker: "Maker", Model: "M1", Objective: "20x", MeasuredBy: "Técnico"}},
		Case: &casework.Case{
			Number: code + "/2026/0001", References: []casework.Reference{{Type: "carpeta", Value: "CI-1"}}, Agency: "Fiscalía", Offence: "Homicidio",
			Occurred: "2026-03-14", Place: casework.Place{Country: "MX", State: "26", Municipality: "Hermosillo", Latitude: &latitude, Longitude: &longitude},
		},
		Exhibit: &casework.Exhibit{Case: "case-" + code, Number: number, Origin: casework.Questioned, Found: "junto a la puerta", Specimen: casework.Specimen{Calibre: "9 mm Luger", Brand: "Águila"}},
	}
}

// content is that of a report about a candidate that is a lead; with hit, of the
// hit that came of it.
func content(t testing.TB, hit bool) Content {
	t.Helper()
	m := &casework.ReportMatter{
		About: casework.KindCandidate, By: &casework.Account{Name: "Elena Mora Paz", Post: "Perita en balística", Badge: "P-7"},
		Candidate: &casework.Candidate{Rank: 1, Score: 0.91, Cells: 3, CellsCongruent: 2, RotationDeg: -12.5, ShiftXUm: 20, ShiftYUm: -30},
		Search: &casework.Search{
			Automatic: true, Filter: casework.Filter{Labs: []string{"lab-SON"}, Calibres: []string{"9 mm Luger"}, OccurredFrom: "2026"}, Top: 50, Found: 12,
			Engine: "2", Params: "cd34", Snapshot: "5e7", Searched: 142, Finished: made.Add(-time.Hour),
		},
		Lead:  &casework.Lead{Number: "SON-L-2026-00003", State: casework.LeadMicroscope, FirstBy: "a", SecondBy: "b", Comment: "worth a look"},
		Probe: side(t, "SON", "1"), Other: side(t, "CDMX", "7"),
		Decisions: []casework.ReportDecision{
			{Step: casework.StepReview, By: "a", Review: &casework.Review{Verdict: casework.Keep, Reason: "striae agree"}},
			{Step: casework.StepSecond, By: "b", Review: &casework.Review{Verdict: casework.Keep}},
		},
		Snapshots: []*casework.Snapshot{{Title: "Luz rasante", SHA256: "50a9", Width: 64, Height: 32}},
		Annotations: []*casework.Annotation{{
			Note: "continues over the rim", Shapes: []casework.Figure{
				{Type: casework.FigurePoint, Side: "probe", Points: []casework.Spot{{XUm: 100, YUm: 100}}, Label: "inicio"},
				{Type: casework.FigureLine, Side: "candidate", Points: []casework.Spot{{}, {XUm: 500}}},
				{Type: casework.FigurePolyline, Side: "probe", Points: []casework.Spot{{}, {XUm: 500}, {YUm: 500}}},
				{Type: casework.FigureCircle, Side: "candidate", Points: []casework.Spot{{}, {XUm: 300}}},
				{Type: casework.FigureCorrespondence, Side: "probe", Points: []casework.Spot{{XUm: -400}}, To: &casework.Spot{XUm: -380}},
				{Type: casework.FigureText, Side: "probe", Points: []casework.Spot{{YUm: -400}}, Label: "borde"},
			},
		}},
		Names: map[string]string{"a": "Ana Torres Luna", "b": "Bruno Díaz Vega"},
		Labs:  map[string]string{"lab-SON": "SON"},
	}
	m.Lab = m.Probe.Lab
	m.Annotations[0].CreatedBy, m.Snapshots[0].CreatedBy = "a", "b"
	m.Other.Firearm = &casework.Firearm{Number: "A-9", Maker: "Beretta", Model: "92", Serial: "B123", Obliterated: true, Consecutive: true}
	for i, at := range []*time.Time{&m.Decisions[0].Review.CreatedAt, &m.Lead.CreatedAt, &m.Decisions[1].Review.CreatedAt, &m.Annotations[0].UpdatedAt, &m.Snapshots[0].CreatedAt} {
		*at = made.Add(time.Duration(i-10) * time.Minute)
	}
	number := "SON-R-2026-00001"
	if hit {
		m.About, m.Lead.State = casework.KindHit, casework.LeadConfirmed
		m.Hit = &casework.Hit{Number: "SON-H-2026-00002", Examiner: "b", Confirmed: "2026-11-20", Finding: casework.Finding{
			Conclusion: "identification", Microscope: "Leica FS C 12", Reason: "individual striae in the breech face", ExaminedAt: "2026-11-19",
		}}
		m.Decisions = append(m.Decisions, casework.ReportDecision{Step: casework.StepMicroscope, By: "b", Finding: &m.Hit.Finding, Day: m.Hit.Confirmed})
		number = "SON-R-2026-00002"
	}
	c := Content{
		Matter: m, Report: &casework.Report{Number: number, Head: casework.Head{CreatedAt: made}},
		Comparison: &Comparison{
			Score: 0.912, CellsCongruent: 2, Coarse: 0.8, OverlapMM2: 4.2, CellUm: 500, Pose: Pose{-12.5, 20, -30}, Engine: "2",
			Terms: []Term{{"fine_correlation", 0.8, 0.5}, {"overlap_share", 0.9, 0}, {"unheard_of", 1, 0}},
			Cells: []Cell{
				{X: 0, Y: 0, BX: 20, BY: -30, Cover: 0.9, Common: 0.8, Correlation: 0.85, Congruent: true},
				{X: 488, Y: 108, BX: 520, BY: -30, Cover: 0.5, Common: 0.7, Correlation: 0.75, DX: 12.5, Congruent: true},
				{X: -108, Y: 488, BX: 20, BY: 470, Cover: 0.4, Common: 0.1, Correlation: 0.3, DX: -75, DY: 62.5},
			},
		},
	}
	c.Meta = Meta{Version: "1.2.3", Head: Head{Key: "cotejo-audit-1", Size: 321, Hash: "um9vdA==", At: made}}
	c.Meta.Zone, _ = m.Lab.Zone()
	c.Plates = plates(t, &c)
	return c
}

func plates(t testing.TB, c *Content) *Plates {
	t.Helper()
	var snapshots [][]byte
	for range c.Matter.Snapshots {
		snapshots = append(snapshots, picture(t, 64, 32))
	}
	pose := PoseOf(c.Matter.Candidate)
	if c.Comparison != nil {
		pose = c.Comparison.Pose
	}
	p, err := Prepare(c.Matter, pose, snapshots)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
