#include "gateway/settings/profile.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "gateway/profile_texts.hpp"
#include "gateway/settings/config_file.hpp"

namespace gateway {

namespace {

struct Profile {
  std::string_view base;  // empty: builds on nothing
  std::string_view text;
};

constexpr std::array<std::string_view, 3> names{"factory", "note", "seed-sample"};
constexpr std::array<Profile, 3> profiles{
    {{"", profile_texts::factory}, {"factory", profile_texts::note}, {"note", profile_texts::seed_sample}}};

}  // namespace

std::span<const std::string_view> profile_names() { return names; }

std::optional<std::string> profile_text(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  const auto& [base, text] = profiles[static_cast<std::size_t>(found - names.begin())];
  return base.empty() ? std::string(text) : *profile_text(base) + std::string(text);
}

std::optional<Settings> profile(std::string_view name) {
  const auto text = profile_text(name);
  if (!text) return std::nullopt;
  auto read = read_config(*text, Settings{});
  assert(read.mistakes.empty());
  return std::move(read.settings);
}

}  // namespace gateway
