package accuracy

import "math"

// Report is the outcome of an evaluation. The JSON names are a contract: other
// programs read them. A figure that the data do not determine is null, and
// Notes says why.
type Report struct {
	Version string `json:"version"`
	// Engine is the version of the engine, which decides the scores.
	Engine         string    `json:"engine"`
	Files          int       `json:"files"`
	Firearms       int       `json:"firearms"`
	ProbesWithMate int       `json:"probes_with_mate"`
	Pairs          PairCount `json:"pairs"`

	AUC    Figure `json:"auc"`
	EER    Figure `json:"eer"`
	Errors int    `json:"errors_at_best_threshold"`
	// BestThreshold accepts a pair as a match when its score is at least this.
	BestThreshold  Figure `json:"best_threshold"`
	MinMatch       Figure `json:"min_match_score"`
	MaxNonmatch    Figure `json:"max_nonmatch_score"`
	MedianMatch    Figure `json:"median_match_score"`
	MedianNonmatch Figure `json:"median_nonmatch_score"`
	// Gap is (worst match - best non-match) / (median match - median non-match).
	Gap    Figure `json:"gap"`
	DPrime Figure `json:"dprime"`
	// AboveAll is the share of matches that score above every non-match.
	AboveAll Figure `json:"matches_above_every_nonmatch"`

	Rank1        Figure `json:"rank1"`
	Rank5        Figure `json:"rank5"`
	MatesInTop10 Figure `json:"mates_in_top10"`
	Coarse       Coarse `json:"coarse"`

	ReadCPUMsPerFile    Figure `json:"read_cpu_ms_per_file"`
	ExtractCPUMsPerFile Figure `json:"extract_cpu_ms_per_file"`
	IndexCPUMsPerFile   Figure `json:"index_cpu_ms_per_file"`
	CoarseCPUUsPerItem  Figure `json:"coarse_cpu_us_per_item"`
	FineCPUMsPerPair    Figure `json:"fine_cpu_ms_per_pair"`
	CPUSeconds          Figure `json:"cpu_s"`
	WallSeconds         Figure `json:"wall_s"`

	Rotate bool   `json:"rotate"`
	Damage string `json:"damage"`
	Seed   uint64 `json:"seed"`

	Datasets []Dataset `json:"datasets,omitempty"`
	Cross    *Cross    `json:"cross_dataset,omitempty"`

	// Marks are the figures of each kind of mark alone, over the pairs in which both
	// scans have it.
	Marks   []MarkFigures `json:"marks,omitempty"`
	Refused []Refused     `json:"refused,omitempty"`

	Notes      []string `json:"notes,omitempty"`
	Parameters any      `json:"parameters"`
}

// PairCount counts the pairs of each class.
type PairCount struct {
	Match    int `json:"match"`
	Nonmatch int `json:"nonmatch"`
}

// Coarse holds the figures of the coarse search alone.
type Coarse struct {
	RecallAt     Recall `json:"recall_at"`
	MatesInTop10 Figure `json:"mates_in_top10"`
}

// Recall is the share of probes with a mate whose first k hold at least one.
type Recall struct {
	At1  Figure `json:"1"`
	At5  Figure `json:"5"`
	At10 Figure `json:"10"`
	At20 Figure `json:"20"`
	At50 Figure `json:"50"`
}

// Evaluate computes the report of a scored collection. It fails when the input
// is not complete and finite; a class without pairs gives null figures.
func Evaluate(in *Input) (*Report, error) {
	if err := in.Check(); err != nil {
		return nil, err
	}
	match, nonmatch := in.classes()
	fine := in.fineRanking()

	r := describe(in)
	r.Pairs = PairCount{len(match), len(nonmatch)}
	r.ProbesWithMate = len(fine)
	r.setSeparation(separate(match, nonmatch))
	r.Rank1, r.Rank5, r.MatesInTop10 = fine.recallAt(1), fine.recallAt(5), fine.matesWithin(10)
	r.Coarse = coarseFigures(in.coarseRanking())
	r.setDatasets(in)
	r.Marks, r.Refused = in.markFigures(), in.Refused
	r.setNotes()
	return r, nil
}

// describe copies what needs no computing.
func describe(in *Input) *Report {
	c := in.Costs
	return &Report{
		Version: in.Version, Engine: in.Engine, Parameters: in.Parameters,
		Files: len(in.Items), Firearms: in.firearms(),
		Rotate: in.Settings.Rotate, Damage: in.Settings.Damage, Seed: in.Settings.Seed,
		ReadCPUMsPerFile:    Figure(c.ReadCPUMsPerFile),
		ExtractCPUMsPerFile: Figure(c.ExtractCPUMsPerFile),
		IndexCPUMsPerFile:   Figure(c.IndexCPUMsPerFile),
		CoarseCPUUsPerItem:  Figure(c.CoarseCPUUsPerItem),
		FineCPUMsPerPair:    Figure(c.FineCPUMsPerPair),
		CPUSeconds:          Figure(c.CPUSeconds),
		WallSeconds:         Figure(c.WallSeconds),
	}
}

func (r *Report) setSeparation(s separation) {
	r.AUC, r.EER, r.Gap, r.DPrime, r.AboveAll = s.auc, s.eer, s.gap, s.dprime, s.aboveAll
	r.Errors, r.BestThreshold = s.errors, Figure(s.threshold)
	r.MinMatch, r.MedianMatch = s.match.min, s.match.median
	r.MaxNonmatch, r.MedianNonmatch = s.nonmatch.max, s.nonmatch.median
}

func (r *Report) setNotes() {
	if r.Pairs.Match == 0 {
		r.Notes = append(r.Notes, "no two scans are from the same firearm: there is nothing to separate or to find")
	}
	if r.Pairs.Nonmatch == 0 {
		r.Notes = append(r.Notes, "all scans are from one firearm: there is nothing to separate")
	}
}

func coarseFigures(c ranking) Coarse {
	return Coarse{
		RecallAt: Recall{
			At1: c.recallAt(1), At5: c.recallAt(5), At10: c.recallAt(10),
			At20: c.recallAt(20), At50: c.recallAt(50),
		},
		MatesInTop10: c.matesWithin(10),
	}
}

// classes returns the scores of the matches and of the non-matches.
func (in *Input) classes() (match, nonmatch []float64) {
	for _, p := range in.Pairs {
		if in.mates(p.A, p.B) {
			match = append(match, p.Score)
		} else {
			nonmatch = append(nonmatch, p.Score)
		}
	}
	return match, nonmatch
}

func (in *Input) fineRanking() ranking {
	n := len(in.Items)
	score := make([]float64, n*n)
	for i := range score {
		score[i] = math.Inf(-1)
	}
	for _, p := range in.Pairs {
		score[p.A*n+p.B], score[p.B*n+p.A] = p.Score, p.Score
	}
	return rankMates(n, in.mates, func(i, j int) float64 { return score[i*n+j] })
}

func (in *Input) coarseRanking() ranking {
	if in.Coarse == nil {
		return nil
	}
	return rankMates(len(in.Items), in.mates, func(i, j int) float64 { return in.Coarse[i][j] })
}

func (in *Input) firearms() int {
	seen := map[[2]string]bool{}
	for _, it := range in.Items {
		key := [2]string{it.Dataset, it.Firearm}
		if in.SharedFirearms {
			key[0] = ""
		}
		seen[key] = true
	}
	return len(seen)
}
