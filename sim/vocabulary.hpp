#pragma once

#include "scenarios/world.hpp"

namespace sim {

// What the product knows by name: the handsets' models, the gateway's profiles and commands.
class ProductVocabulary : public scenarios::Vocabulary {
 public:
  [[nodiscard]] std::vector<std::string> models() const override;
  [[nodiscard]] std::vector<std::string> profiles() const override;
  [[nodiscard]] std::vector<scenarios::CliMistake> check_cli(std::string_view profile,
                                                             std::span<const std::string> lines) const override;
};

}  // namespace sim
