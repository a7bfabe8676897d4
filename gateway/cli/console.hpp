#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gateway/settings/configuration.hpp"

namespace gateway {

// Answers lines of the command language: the same for a running gateway and for the editor of a file.
class Console {
 public:
  using Answer = std::function<void(std::string text)>;  // called once; lines without a last line end
  struct Uses {
    Configuration& configuration;
    // Writes the configuration file and returns its name; throws std::system_error. Empty: there is no file.
    std::function<std::string(std::string_view text)> save = {};
    // What only a running gateway knows. Empty: there is none here.
    std::function<std::string(Show)> show = {};
    std::function<void(std::string name, Answer answer)> download = {};
  };

  explicit Console(Uses uses) : uses_(std::move(uses)), saved_(uses_.configuration.settings()) {}

  // The answer to a refused line begins with "error: ". Downloads are answered later, everything else at once.
  void obey(std::string_view line, const Answer& answer);
  std::string save();  // the answer to `save`
  [[nodiscard]] bool has_unsaved_changes() const { return uses_.configuration.settings() != saved_; }

 private:
  std::string answer_to(const Command& command);

  Uses uses_;
  Settings saved_;  // as the file has them, or as they were to begin with
};

}  // namespace gateway
