package scan_test

import (
	"image/color"
	"testing"
)

var (
	white  = color.NRGBA{255, 255, 255, 255}
	black  = color.NRGBA{0, 0, 0, 255}
	bronze = color.NRGBA{0xcd, 0x7f, 0x32, 255}
	blue   = color.NRGBA{31, 55, 108, 255} // the dark blue of K002eG2_original.x3p
	green  = color.NRGBA{0, 200, 0, 255}
	glass  = color.NRGBA{0, 0, 0, 0}
)

const (
	blueMeansBreech = `<Mask><Background>#cd7f32</Background><Annotations>` +
		`<Annotation color="#1f376c">Breech face impression</Annotation></Annotations></Mask>`
	blueMeansDrag = `<Mask><Background>#cd7f32FF</Background><Annotations>` +
		`<Annotation color="#1f376cff">drag mark</Annotation></Annotations></Mask>`
)

func TestRegion(t *testing.T) {
	for name, c := range map[string]struct {
		pixels []color.NRGBA
		mask   string // XML
		want   string // a letter a point: x in the region; "" for none
		codes  string
	}{
		"white is the mark":     {[]color.NRGBA{white, black, black, white, white, black}, "", "x..xx.", ""},
		"all white":             {[]color.NRGBA{white, white, white, white, white, white}, "", "xxxxxx", ""},
		"greys by half":         {[]color.NRGBA{{200, 200, 200, 255}, {100, 100, 100, 255}, white, black, black, black}, "", "x.x...", ""},
		"clear is not white":    {[]color.NRGBA{white, glass, {255, 255, 255, 0}, black, black, white}, "", "x....x", ""},
		"all black":             {[]color.NRGBA{black, black, black, black, black, black}, "", "", "mask-unclear"},
		"paint on bronze":       {[]color.NRGBA{bronze, bronze, blue, blue, bronze, green}, "", "xx..x.", "mask-painted-left-out"},
		"bronze, rounded":       {[]color.NRGBA{{200, 130, 55, 255}, bronze, blue, blue, bronze, black}, "", "xx..x.", "mask-painted-left-out"},
		"paint on nothing":      {[]color.NRGBA{glass, bronze, blue, blue, glass, green}, "", "xx..x.", "mask-painted-left-out"},
		"bronze without paint":  {[]color.NRGBA{bronze, bronze, bronze, bronze, bronze, bronze}, "", "", ""},
		"other background":      {[]color.NRGBA{green, green, blue, blue, green, bronze}, "<Mask><Background>#00c800</Background></Mask>", "xx..x.", "mask-painted-left-out"},
		"odd background":        {[]color.NRGBA{bronze, bronze, blue, blue, bronze, green}, "<Mask><Background>bronze</Background></Mask>", "xx..x.", "mask-painted-left-out"},
		"black background":      {[]color.NRGBA{white, black, black, white, white, black}, "<Mask><Background>#000000</Background></Mask>", "x..xx.", ""},
		"paint named as mark":   {[]color.NRGBA{bronze, bronze, blue, blue, bronze, green}, blueMeansBreech, "..xx..", "mask-annotated"},
		"name without paint":    {[]color.NRGBA{bronze, bronze, green, green, bronze, green}, blueMeansBreech, "xx..x.", "mask-painted-left-out"},
		"paint named otherwise": {[]color.NRGBA{bronze, bronze, blue, blue, bronze, green}, blueMeansDrag, "xx..x.", "mask-painted-left-out"},
		"paint everywhere":      {[]color.NRGBA{blue, green, blue, blue, green, green}, "", "", "mask-unclear"},
		"another size":          {[]color.NRGBA{white, black, black}, "", "", "mask-size-ignored"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newParts()
			p.png, p.mask = picture(t, c.pixels...), c.mask
			s := readBytes(t, p.bytes(t))
			got := ""
			if s.Region != nil {
				if s.Region.Width != 3 || s.Region.Height != 2 {
					t.Errorf("%d x %d", s.Region.Width, s.Region.Height)
				}
				for _, in := range s.Region.In {
					got += map[bool]string{true: "x", false: "."}[in]
				}
			}
			if got != c.want || codes(s) != c.codes {
				t.Errorf("region %q, assumptions %q; want %q, %q", got, codes(s), c.want, c.codes)
			}
		})
	}
}

func TestRegionUnreadable(t *testing.T) {
	whole := picture(t, white, black, black, white, white, black)
	for name, data := range map[string][]byte{
		"no picture": []byte("no picture"),
		"cut":        whole[:len(whole)-20],
		"empty":      {},
	} {
		p := newParts()
		p.png = data
		if s := readBytes(t, p.bytes(t)); s.Region != nil || codes(s) != "mask-unreadable" {
			t.Errorf("%s: region %v, assumptions %s", name, s.Region != nil, codes(s))
		}
	}
}
