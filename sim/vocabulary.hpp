#pragma once

#include "scenarios/world.hpp"

namespace sim {

// What the product knows by name: the handsets' models, the gateway's profiles and commands.
class ProductVocabulary : public scenarios::Vocabulary {
 public:
  [[nodiscard]] std::vector<std::string> models() const override;
  [[nodiscard]] std::vector<std::string> profiles() const override;
  [[nodiscard]] std::string check_cli(std::string_view line) const override;
};

}  // namespace sim
