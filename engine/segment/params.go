package segment

// Params are the numbers of segmentation. One set serves all data.
type Params struct {
	Surface SurfaceParams `json:"surface"`
	Image   ImageParams   `json:"image"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{Surface: defaultSurfaceParams(), Image: defaultImageParams()}
}

// Validate reports the first value that cannot work.
func (p Params) Validate() error {
	if err := p.Surface.validate(); err != nil {
		return err
	}
	return p.Image.validate()
}
