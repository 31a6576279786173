package segment

import "fmt"

// ImageParams are the numbers of segmentation on reflectance images. They were set
// on the NBIDE and Fadul images and on topographies rendered under both lights.
type ImageParams struct {
	// Cropped says when a picture shows one mark that was cut out before.
	Cropped CroppedParams `json:"cropped"`
	Centre  CentreParams  `json:"centre"`
	Primer  PrimerParams  `json:"primer"`
	Quality QualityParams `json:"quality"`
	// Rows is the least height of the picture in which outlines are followed, in
	// points: the acquisition is shrunk by the largest whole factor that leaves it.
	Rows int `json:"rows"`
	// ScaleOff is the share by which the primer may differ from its nominal diameter
	// before the pitch is disputed.
	ScaleOff float64 `json:"scale_off"`
}

func defaultImageParams() ImageParams {
	return ImageParams{
		Cropped: defaultCroppedParams(),
		Centre:  CentreParams{Rows: 144, Sigma: 1.5, Radius: [2]float64{0.07, 0.8}, Strength: 0.2, Shown: 0.5, Most: 12},
		Primer:  defaultPrimerParams(),
		Quality: defaultQualityParams(),
		Rows:    480, ScaleOff: 0.12,
	}
}

func (p ImageParams) validate() error {
	if err := p.Cropped.validate(); err != nil {
		return err
	}
	c, q := p.Centre, p.Primer
	switch {
	case c.Rows < 64 || c.Rows > 512:
		return fmt.Errorf("image.centre.rows %d: must be within 64 to 512", c.Rows)
	case !(c.Sigma > 0 && c.Sigma <= 5):
		return fmt.Errorf("image.centre.sigma %g: must be above 0 and at most 5", c.Sigma)
	case !(c.Radius[0] > 0.02 && c.Radius[1] > c.Radius[0] && c.Radius[1] <= 2):
		return fmt.Errorf("image.centre.radius %v: must rise within 0.02 to 2", c.Radius)
	case !(c.Strength > 0 && c.Strength < 1 && c.Shown > 0 && c.Shown <= 1):
		return fmt.Errorf("image.centre.strength %g and shown %g: must be above 0 and at most 1", c.Strength, c.Shown)
	case c.Most < 1 || c.Most > 100:
		return fmt.Errorf("image.centre.most %d: must be within 1 to 100", c.Most)
	case !(q.Pocket[0] > 1 && q.Pocket[1] > q.Pocket[0]):
		return fmt.Errorf("image.primer.pocket %v: must rise above 1", q.Pocket)
	case !(q.Groove[0] > 1 && q.Groove[1] > q.Groove[0]):
		return fmt.Errorf("image.primer.groove %v: must rise above 1", q.Groove)
	case !(q.Face[0] > 0 && q.Face[1] > q.Face[0] && q.Face[1] <= 1):
		return fmt.Errorf("image.primer.face %v: must rise within 0 to 1", q.Face)
	case !(q.Cup > 1):
		return fmt.Errorf("image.primer.cup %g: must be above 1", q.Cup)
	case p.Rows < c.Rows:
		return fmt.Errorf("image.rows %d: must be at least centre.rows, %d", p.Rows, c.Rows)
	case !(p.ScaleOff > 0 && p.ScaleOff < 1):
		return fmt.Errorf("image.scale_off %g: must be within 0 to 1", p.ScaleOff)
	}
	return p.Quality.validate()
}
