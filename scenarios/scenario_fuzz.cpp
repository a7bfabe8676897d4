// Whatever the file, the reader answers with a scenario or with diagnostics that can be printed.
#include <cstdlib>

#include "net/bytes.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/test_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = net::as_text({data, size});
  const auto reading = scenarios::read_scenario(text, "fuzz.yaml", scenarios::FakeVocabulary());
  if (reading.scenario.has_value() != reading.diagnostics.empty()) std::abort();
  if (!reading.scenario && print(reading).empty()) std::abort();
  if (!reading.scenario) return 0;
  for (const auto& step : reading.scenario->steps) {
    if (describe(step).empty()) std::abort();
  }
  return 0;
}
