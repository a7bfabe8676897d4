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
  // What is set now is what the page shows, and sending that changes nothing.
  auto shown = fields_of(configuration.settings(), page, index, View::advanced);
  std::erase_if(shown, [](const Field& field) { return is_secret(*field.row); });
  const auto after = configuration.settings();
  assert(form->fields.empty() || refusal || !configuration.obey(commands_of(shown, index)));
  assert(configuration.settings() == after || form->fields.empty() || refusal);
  const MenuNode node{.name = "fuzzed", .path = "/fuzzed", .page = &page, .children = {}};
  const Place place{.trail = {&node}, .index = index > 0 ? std::optional(index) : std::nullopt};
  const auto html = entry_view(place, form->fields, form->view, "token").string();
  assert(html.find("<script") == std::string::npos);
}

// The page whose field the body begins with; so a seed stays one when pages are added.
const SettingPage* page_of(std::string_view body) {
  for (const auto& page : setting_pages())
    for (const auto& row : page.rows)
      if (body.starts_with(field_name(row) + "=")) return &page;
  return nullptr;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view body{reinterpret_cast<const char*>(data) + 1, size - 1};
  const auto pages = setting_pages();
  const auto* named = page_of(body);
  const auto& page = named != nullptr ? *named : pages[data[0] % pages.size()];
  const auto index = page.list != nullptr ? 1 + data[0] % page.list->size : 0;
  Configuration configuration{Settings{}};
  post(configuration, page, index, body);
  return 0;
}
