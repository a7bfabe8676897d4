// Any octets as the form of any entry page: never a crash, and settings change only as commands allow.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/settings/configuration.hpp"
#include "gateway/web/settings_view.hpp"

using namespace gateway;
using namespace gateway::web;

namespace {

void post(Configuration& configuration, const SettingPage& page, std::size_t index, std::string_view body) {
  auto form = read_form(page, body);
  if (!form) return;
  // Making a hash is slow on purpose, and any text of the right length is a password.
  std::erase_if(form->fields, [](const Field& field) { return is_secret(*field.row); });
  const auto before = configuration.settings();
  const bool right = judge(form->fields, index, before);
  const auto refusal = configuration.obey(commands_of(form->fields, index));
  assert(right != refusal.has_value());
  if (refusal) assert(configuration.settings() == before);
  // What is set now can be written as commands and read back.
  Settings again;
  for (const auto& line : to_commands(configuration.settings())) {
    const auto command = parse_command(line);
    again = std::get<Settings>(obeyed(again, std::get<Command>(command)));
  }
  assert(again == configuration.settings());
  Place place{.trail = {&menu()}, .index = index > 0 ? std::optional(index) : std::nullopt};
  MenuNode node{.name = "fuzzed", .path = "/fuzzed", .page = &page, .children = {}};
  place.trail = {&node};
  const auto html = entry_view(place, form->fields, form->view, "token").string();
  assert(html.find("<script") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto pages = setting_pages();
  const auto& page = pages[data[0] % pages.size()];
  const auto index = page.list != nullptr ? 1 + data[1] % page.list->size : 0;
  Configuration configuration{Settings{}};
  post(configuration, page, index, {reinterpret_cast<const char*>(data) + 2, size - 2});
  return 0;
}
