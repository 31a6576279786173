package demo

import (
	"context"
	"fmt"
	"time"

	"cotejo/api/casework"
)

var noEnd time.Time

// Account is one that people may sign in with.
type Account struct {
	Login, Name, Post string
	// Lab is the index of the laboratory, -1 for the whole service.
	Lab  int
	Role casework.Role
	Lang string
}

// The laboratories, by their index.
const (
	cdmx = iota
	sonora
	baja
	tucson
)

var laboratories = []casework.Laboratory{
	{
		Code: "CDMX", Name: "Laboratorio de Balística Forense (demostración)", Agency: "Fiscalía de demostración, Ciudad de México",
		Place: casework.Place{Country: "MX", State: "09", Municipality: "Cuauhtémoc"}, BlindDecoys: 1,
	},
	{
		Code: "SON", Name: "Laboratorio Estatal de Balística, Sonora (demostración)", Agency: "Fiscalía de demostración, Sonora",
		Place: casework.Place{Country: "MX", State: "26", Municipality: "Hermosillo"},
	},
	{
		Code: "BC", Name: "Laboratorio Estatal de Balística, Baja California (demostración)", Agency: "Fiscalía de demostración, Baja California",
		Place: casework.Place{Country: "MX", State: "02", Municipality: "Tijuana"},
	},
	{
		Code: "TUC", Name: "Tucson Demonstration Crime Laboratory", Agency: "Demonstration Police Department", ORI: "AZ0000000",
		Address: "1 Demonstration Plaza, Tucson, AZ", Phone: "+1 520 555 0100",
		Place: casework.Place{Country: "US", State: "AZ", Municipality: "Pima"},
	},
}

// accounts are the demonstration accounts. Two examiners in each laboratory
// whose story has leads, since nobody verifies their own finding.
var accounts = []Account{
	{"ana", "Ana Torres Luna", "Perita en balística", cdmx, casework.Examiner, "es"},
	{"bruno", "Bruno Díaz Vega", "Perito en balística", cdmx, casework.Examiner, "es"},
	{"carmen", "Carmen Ríos Soto", "Coordinadora", cdmx, casework.Supervisor, "es"},
	{"tomas", "Tomás León Cruz", "Técnico", cdmx, casework.Technician, "es"},
	{"elena", "Elena Mora Paz", "Perita en balística", sonora, casework.Examiner, "es"},
	{"raul", "Raúl Ibarra Gil", "Técnico", sonora, casework.Technician, "es"},
	{"ines", "Inés Salas Rey", "Perita en balística", baja, casework.Examiner, "es"},
	{"hugo", "Hugo Nava Ríos", "Técnico", baja, casework.Technician, "es"},
	{"kate", "Kate Miller", "Firearms examiner", tucson, casework.Examiner, "en"},
	{"sam", "Sam Ortega", "Technician", tucson, casework.Technician, "en"},
	{"admin", "Demonstration administrator", "", -1, casework.Administrator, "en"},
	{"auditor", "Auditoría de demostración", "", -1, casework.Auditor, "es"},
}

// technicians enter what their laboratory receives.
var technicians = []string{cdmx: "tomas", sonora: "raul", baja: "hugo", tucson: "sam"}

// examiners search and review, one of each laboratory.
var examiners = []string{cdmx: "ana", sonora: "elena", baja: "ines", tucson: "kate"}

func (s *story) laboratories(ctx context.Context) error {
	for _, lab := range laboratories {
		if err := s.Cases.Create(asService(ctx, "lab:"+lab.Code), &lab); err != nil {
			return fmt.Errorf("laboratory %s: %w", lab.Code, err)
		}
		s.labs = append(s.labs, &lab)
		in := &casework.Instrument{Maker: "Cotejo", Model: "Generated confocal", Serial: "DEMO-" + lab.Code, Objectives: "10x, 20x", Calibrated: "2026-06-01"}
		in.Lab = lab.ID
		if err := s.Cases.Create(asService(ctx, "instrument:"+lab.Code), in); err != nil {
			return fmt.Errorf("instrument of %s: %w", lab.Code, err)
		}
	}
	return nil
}

func (s *story) accounts(ctx context.Context) error {
	for _, a := range accounts {
		lab := casework.WholeService
		if a.Lab >= 0 {
			lab = s.labs[a.Lab].ID
		}
		acc := &casework.Account{
			Login: a.Login, Name: a.Name, Post: a.Post, Language: a.Lang,
			Memberships: []casework.Membership{{Lab: lab, Roles: []casework.Role{a.Role}}},
		}
		if a.Lab >= 0 {
			acc.Lab = lab
		}
		if err := s.Cases.Create(asService(ctx, "account:"+a.Login), acc); err != nil {
			return fmt.Errorf("account %s: %w", a.Login, err)
		}
		if acc.PasswordHash == "" {
			if err := s.People.SetPassword(casework.AsService(ctx), acc.ID, Password); err != nil {
				return fmt.Errorf("password of %s: %w", a.Login, err)
			}
		}
		s.people[a.Login] = acc
	}
	return nil
}

// LabCode is the code of the account's laboratory.
func (a Account) LabCode() string {
	if a.Lab < 0 {
		return "all"
	}
	return laboratories[a.Lab].Code
}
