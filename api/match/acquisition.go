package match

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	encoder "image/png"

	"cotejo/api/casework"
	"cotejo/engine/picture"
)

// AcquisitionPicture implements casework.Depicter.
func (m *Matcher) AcquisitionPicture(ctx context.Context, a *casework.Acquisition, side int) (*casework.Depiction, error) {
	key := fmt.Sprintf("acquisition %s %d", a.SHA256, side)
	if data, ok := m.shown.get(key); ok {
		return unpacked(data), nil
	}
	var data []byte
	err := m.reading(ctx, a, func(ctx context.Context) error {
		if there, ok := m.shown.get(key); ok { // made while this waited for its turn
			data = there
			return nil
		}
		s, _, err := m.decode(ctx, a)
		if err != nil {
			return err
		}
		width, height := frameOf(s)
		var out bytes.Buffer
		out.Write(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, uint32(width)), uint32(height)))
		if err := (&encoder.Encoder{CompressionLevel: encoder.BestSpeed}).Encode(&out, picture.Shrunk(s, side)); err != nil {
			return err
		}
		data = out.Bytes()
		m.shown.put(key, data)
		return nil
	})
	if err != nil {
		return nil, m.unseen(a, err)
	}
	return unpacked(data), nil
}

// unpacked is a picture whose size stands before it.
func unpacked(data []byte) *casework.Depiction {
	return &casework.Depiction{
		Width: int(binary.LittleEndian.Uint32(data)), Height: int(binary.LittleEndian.Uint32(data[4:])), PNG: data[8:],
	}
}
