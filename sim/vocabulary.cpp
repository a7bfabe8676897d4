#include "sim/vocabulary.hpp"

#include "gateway/settings/config_file.hpp"
#include "gateway/settings/profile.hpp"
#include "phones/model.hpp"

namespace sim {

std::vector<std::string> ProductVocabulary::models() const {
  std::vector<std::string> names;
  for (const auto& model : phones::models()) names.push_back(model.name);
  return names;
}

std::vector<std::string> ProductVocabulary::profiles() const {
  const auto names = gateway::profile_names();
  return {names.begin(), names.end()};
}

std::vector<scenarios::CliMistake> ProductVocabulary::check_cli(std::string_view profile,
                                                                std::span<const std::string> lines) const {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  std::vector<scenarios::CliMistake> refused;
  for (auto& mistake : gateway::read_config(text, gateway::profile(profile).value()).mistakes) {
    refused.push_back({mistake.line - 1, mistake.column - 1, mistake.length, std::move(mistake.message),
                       std::move(mistake.help)});
  }
  return refused;
}

}  // namespace sim
