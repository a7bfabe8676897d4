#include <cstdlib>

#include "activator_mock/event.hpp"
#include "activator_mock/path_component.hpp"
#include "net/bytes.hpp"

// A form is an event or has its mistakes named; and whatever text it holds, a path component made of it is one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto form = net::as_text({data, size});
  const auto [event, mistakes] = activator::read_event(form);
  if (mistakes.empty() && (event.id.empty() || event.event_class.empty() || !event.subclass)) std::abort();
  if (mistakes.empty() && activator::asks_for_files(event) && (!event.mac || event.rand.size() > 64)) std::abort();
  const auto component = activator::safe_component(event.text);
  const bool safe = !component.empty() && component.size() <= 120 && component.front() != '.' &&
                    component.find('/') == std::string::npos && component.find('\0') == std::string::npos;
  if (!safe) std::abort();
  return 0;
}
