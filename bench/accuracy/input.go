package accuracy

import (
	"errors"
	"fmt"
	"math"
)

// Item is one scan of the collection.
type Item struct {
	File    string
	Firearm string
	// Dataset names the folder that the scan came from.
	Dataset string
}

// Pair is one scored comparison. A and B index the items. The pose lays A onto
// B, see mark.Pose.
type Pair struct {
	A, B           int
	Score          float64
	Coarse         float64
	CellsCongruent int
	Cells          int
	RotationDeg    float64
	ShiftXum       float64 // micrometres
	ShiftYum       float64 // micrometres
	// Marks are the scores of each kind of mark, where there are several.
	Marks []MarkScore
}

// MarkScore is the score of one kind of mark.
type MarkScore struct {
	Kind  string
	Score float64
}

// Refused is a scan of which no mark can be compared. Its pairs score 0.
type Refused struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// Costs are measured by the caller. CPU figures are the process's own user CPU
// time, summed over all its threads.
type Costs struct {
	// ReadCPUMsPerFile is decoding, ExtractCPUMsPerFile making the template,
	// IndexCPUMsPerFile making what a search needs of it.
	ReadCPUMsPerFile    float64
	ExtractCPUMsPerFile float64
	IndexCPUMsPerFile   float64
	CoarseCPUUsPerItem  float64
	FineCPUMsPerPair    float64
	CPUSeconds          float64
	WallSeconds         float64
}

// Settings are what was done to the scans before they were compared.
type Settings struct {
	Rotate bool
	// Damage is the switch as it was given, empty for undamaged scans.
	Damage string
	Seed   uint64
}

// Input is everything that a report is made of.
type Input struct {
	Items []Item
	// Pairs holds every unordered pair of items exactly once.
	Pairs []Pair
	// Coarse[p][s] is the coarse score of probe p against stored item s; it
	// need not be symmetric, and its diagonal is not read. It may be nil: the
	// coarse figures are then null.
	Coarse   [][]float64
	Costs    Costs
	Settings Settings
	Refused  []Refused
	// Found counts the marks by kind.
	Found map[string]int
	// SharedFirearms says that a firearm's name means the same firearm in every
	// data set. Otherwise a name is valid inside its own data set only.
	SharedFirearms bool
	// Version names the program, Engine the engine in it.
	Version, Engine string
	// Parameters is copied into the report as JSON.
	Parameters any
}

// mates reports whether items i and j were fired by the same firearm.
func (in *Input) mates(i, j int) bool {
	a, b := in.Items[i], in.Items[j]
	return a.Firearm == b.Firearm && (in.SharedFirearms || a.Dataset == b.Dataset)
}

// Check reports the first thing that makes the input unusable.
func (in *Input) Check() error {
	n := len(in.Items)
	if n < 2 {
		return fmt.Errorf("%d scans: an evaluation needs at least two", n)
	}
	if want := n * (n - 1) / 2; len(in.Pairs) != want {
		return fmt.Errorf("%d scored pairs of %d scans: expected all %d", len(in.Pairs), n, want)
	}
	seen := make([]bool, n*n)
	for _, p := range in.Pairs {
		if err := in.checkPair(p, seen); err != nil {
			return err
		}
	}
	return in.checkCoarse()
}

func (in *Input) checkPair(p Pair, seen []bool) error {
	n := len(in.Items)
	if p.A < 0 || p.B < 0 || p.A >= n || p.B >= n || p.A == p.B {
		return fmt.Errorf("pair (%d, %d) does not name two of the %d scans", p.A, p.B, n)
	}
	lo, hi := min(p.A, p.B), max(p.A, p.B)
	if seen[lo*n+hi] {
		return fmt.Errorf("pair %q, %q is scored twice", in.Items[lo].File, in.Items[hi].File)
	}
	seen[lo*n+hi] = true
	if math.IsNaN(p.Score) || math.IsInf(p.Score, 0) {
		return fmt.Errorf("pair %q, %q has the score %g: scores must be finite",
			in.Items[p.A].File, in.Items[p.B].File, p.Score)
	}
	return nil
}

func (in *Input) checkCoarse() error {
	if in.Coarse == nil {
		return nil
	}
	if len(in.Coarse) != len(in.Items) {
		return errors.New("the coarse scores do not have one row for each scan")
	}
	for p, row := range in.Coarse {
		if len(row) != len(in.Items) {
			return errors.New("the coarse scores do not have one column for each scan")
		}
		for s, v := range row {
			if s != p && math.IsNaN(v) {
				return fmt.Errorf("the coarse score of %q against %q is not a number",
					in.Items[p].File, in.Items[s].File)
			}
		}
	}
	return nil
}
