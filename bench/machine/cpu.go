package machine

import (
	"os"
	"strings"
)

// CPU is the processor's model as it calls itself, "unknown" where it does not.
func CPU() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	return modelName(string(text))
}

// modelName looks for the first processor's name; Linux on arm64 gives numbers alone.
func modelName(cpuinfo string) string {
	found := map[string]string{}
	for line := range strings.Lines(cpuinfo) {
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.TrimSpace(key), strings.Join(strings.Fields(value), " ")
		if _, known := found[key]; ok && !known {
			found[key] = value
		}
	}
	if name := found["model name"]; name != "" {
		// Processors of one name differ in generation where a hypervisor hides it.
		return strings.TrimSpace(name + " " + numbers(found["cpu family"], found["model"], found["stepping"]))
	}
	if part := found["CPU part"]; part != "" {
		return "arm " + numbers(found["CPU implementer"], part, found["CPU variant"])
	}
	return "unknown"
}

func numbers(all ...string) string {
	return strings.Trim(strings.Join(all, "/"), "/")
}
