#include "sim/vocabulary.hpp"

#include "gateway/command.hpp"
#include "gateway/profile.hpp"
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

std::string ProductVocabulary::check_cli(std::string_view line) const {
  const auto refusal = gateway::check_command(line);
  return refusal ? refusal->message : std::string();
}

}  // namespace sim
