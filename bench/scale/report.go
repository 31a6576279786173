package scale

import "cotejo/bench/machine"

// Report is what a run measured. Times are medians over probes unless their names
// say otherwise, in seconds by the clock where a name ends in wall_s or _s alone, of
// the processor where it ends in cpu_s.
type Report struct {
	Version    string `json:"version"`
	Engine     string `json:"engine"`
	Parameters any    `json:"parameters"`
	Seed       uint64 `json:"seed"`
	Workers    int    `json:"workers"`

	Size int `json:"size"`
	// BuildS draws and writes the gallery, BuildCPUS is its processor time.
	BuildS    float64 `json:"build_s"`
	BuildCPUS float64 `json:"build_cpu_s"`
	// OpenS opens it again, right after it was written: the names are in the
	// system's memory. OpenColdS is after the system was asked to forget the files.
	OpenS     float64 `json:"open_s"`
	OpenColdS float64 `json:"open_cold_s"`
	// OpenCPUS is the processor time of OpenS.
	OpenCPUS float64 `json:"open_cpu_s"`
	// FirstSearchS is the first coarse search after the cold opening: it reads all
	// signatures and holds them against their checksums.
	FirstSearchS float64 `json:"first_search_s"`
	// RSSBytes is the highest resident memory while searching, mapped files
	// included; Memory has its parts.
	RSSBytes int64  `json:"rss_bytes"`
	Memory   Memory `json:"memory"`
	// GalleryBytesPerExhibit is what its files take on the disk; Apparent is what
	// they say they have.
	GalleryBytesPerExhibit         float64 `json:"gallery_bytes_per_exhibit"`
	GalleryBytesPerExhibitApparent float64 `json:"gallery_bytes_per_exhibit_apparent"`
	// FactsBytes is what the filters' index holds.
	FactsBytes uint64 `json:"facts_bytes"`

	// CoarseWallS ranks all of the gallery, CoarseFilteredWallS what a filter of 1 %
	// leaves, the filter's own work included; SearchWallS is a whole search, the best
	// compared in full.
	CoarseWallS         float64  `json:"coarse_wall_s"`
	CoarseFilteredWallS float64  `json:"coarse_filtered_wall_s"`
	SearchWallS         float64  `json:"search_wall_s"`
	CoarseCPUS          float64  `json:"coarse_cpu_s"`
	SearchCPUS          float64  `json:"search_cpu_s"`
	TimedProbes         int      `json:"timed_probes"`
	Filters             []Filter `json:"filters"`
	Batches             []Batch  `json:"batches"`

	Cascade    Cascade    `json:"cascade"`
	Concurrent Concurrent `json:"concurrent"`

	// Reference is what the dense part is held against, and Efficiency the share of
	// it that it reaches. Both are of the middle of several rounds, in each of which
	// one was measured right after the other.
	Reference  Reference       `json:"reference"`
	Efficiency float64         `json:"efficiency"`
	Dense      Dense           `json:"dense"`
	Machine    *machine.Limits `json:"machine"`

	Crowd Crowd `json:"crowd"`
	// Refused are the scans that could not be hidden.
	Refused []Refused `json:"refused"`

	LoadAverage struct {
		Begin float64 `json:"begin"`
		End   float64 `json:"end"`
	} `json:"load_average"`
	WallS float64 `json:"wall_s"`
	CPUS  float64 `json:"cpu_s"`

	Sweep *Sweep `json:"sweep,omitempty"`
}

// Filter is the cost of a coarse search behind a filter.
type Filter struct {
	Share float64 `json:"share"`
	// Left is how many entries the filter left.
	Left    uint64  `json:"left"`
	SelectS float64 `json:"select_s"`
	// The cost of the whole: selection and search.
	Cost
}

// Batch is the cost of a coarse search for several probes at once, for each.
type Batch struct {
	Probes int `json:"probes"`
	Cost
}

// Cascade says what the first stage saves and what it loses.
type Cascade struct {
	// Sieved tells whether there is a first stage: without one, the rest is empty and
	// Off is the coarse search as it is.
	Sieved bool `json:"sieved"`
	// Off is a coarse search in which every entry is looked at in full.
	Off Cost `json:"off"`
	// LostOfTop200 is the share of the full scan's best 200 that are not in the
	// cascade's list.
	LostOfTop200 Lost `json:"lost_of_top200"`
	Probes       int  `json:"probes"`
	// MatesLost counts the mates in the full scan's best 200 that the cascade lost.
	MatesLost int `json:"mates_lost"`
}

// Lost is a share over probes.
type Lost struct {
	Mean  float64 `json:"mean"`
	Worst float64 `json:"worst"`
}

// Concurrent is whole searches at the same time.
type Concurrent struct {
	Searches int `json:"searches"`
	// The time of one search: so many at once over their number, one at a time with
	// all workers, and one at a time with one worker on one core.
	Together   Cost `json:"together"`
	OneAtATime Cost `json:"one_at_a_time"`
	OneCore    Cost `json:"one_core"`
	// The throughput of searches at once over the others': the median of several
	// rounds, in each of which all ways took their turn.
	OverOneAtATime float64 `json:"over_one_at_a_time"`
	OverOneCore    float64 `json:"over_one_core"`
}

// Reference is a limit of the machine, measured in this run.
type Reference struct {
	What  string  `json:"what"`
	Unit  string  `json:"unit"`
	Value float64 `json:"value"`
}

// Dense is the part of the coarse search that is multiply-adds: the sums over rings
// for every harmonic and shift. Peaks holds it and the transforms over angles.
type Dense struct {
	// Shifts are the probe's shifted centres: the most that a timed probe has.
	Shifts int `json:"shifts"`
	// MultiplyAdds are those of one signature by the schoolbook, four for a product
	// of two complex numbers; so are those of PerS and WholePerS.
	MultiplyAdds int `json:"multiply_adds_per_signature"`
	// PerS is multiply-adds a second on one core, of its processor time, in the dense
	// part alone and in the whole scan.
	PerS      float64 `json:"multiply_adds_per_s"`
	WholePerS float64 `json:"whole_scan_multiply_adds_per_s"`
	// Done is the share of the reference by the multiply-adds that are really done,
	// three for a complex product; Efficiency counts four, as PerS and all peers do.
	Done float64 `json:"efficiency_done"`
	// BytesPerS are the signatures' bytes a second of the whole scan.
	BytesPerS float64 `json:"whole_scan_bytes_per_s"`
}

// Crowd says whether hidden mates are found. Each hidden scan that has a mate is
// searched for; of its mates all but one are left out, and so is the scan itself.
type Crowd struct {
	Hidden int `json:"hidden"`
	// Probes have a mate.
	Probes int `json:"probes"`
	// The one mate is the next scan of its firearm, in the order of the files.
	MateInCoarseTop200 float64 `json:"mate_in_coarse_top200"`
	Rank1              float64 `json:"rank1"`
	// EveryMate is of every probe with every one of its mates alone.
	EveryMate struct {
		Pairs              int     `json:"pairs"`
		MateInCoarseTop200 float64 `json:"mate_in_coarse_top200"`
		Rank1              float64 `json:"rank1"`
	} `json:"every_mate"`
	// Places are how many of the one mates are at best at this coarse place.
	Places map[string]float64 `json:"mate_in_coarse_top"`
	// Missed are the pairs of a probe and a mate that is not found: not within 200, or
	// not first.
	Missed []Missed `json:"missed"`
	// BestNonmate are the median and the highest score in full of each probe's best
	// candidate that is no mate, and WorstMate the lowest of its mates'.
	BestNonmate [2]float64 `json:"best_nonmate"`
	WorstMate   float64    `json:"worst_mate"`
	// Coarse are the lowest coarse score of a mate that is listed, and the highest of
	// a non-mate, over all probes.
	Coarse struct {
		WorstMate   float64 `json:"worst_mate"`
		BestNonmate float64 `json:"best_nonmate"`
	} `json:"coarse"`
	// CPUS is the processor time of one probe.
	Cost
}

// Missed is a mate that was not found.
type Missed struct {
	Probe string `json:"probe"`
	Mate  string `json:"mate"`
	// Next tells that the mate is the one of the probe's Rank1.
	Next bool `json:"next"`
	// CoarsePlace counts from 1; 0 is beyond the list. Least is the score of the
	// list's last.
	CoarsePlace int     `json:"coarse_place"`
	Coarse      float64 `json:"coarse"`
	Least       float64 `json:"coarse_at_200"`
	// Score is that of the comparison in full and Best the highest of a non-mate; 0
	// when they were not compared.
	Score float64 `json:"score"`
	Best  float64 `json:"best_nonmate"`
}
