#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "gateway/settings/command.hpp"

namespace gateway {

// The settings in force, and the one way to change them: whoever types, a line of the control socket or a web page,
// comes through here.
class Configuration {
 public:
  explicit Configuration(Settings settings) : settings_(std::move(settings)) {}
  Configuration(const Configuration&) = delete;  // others hold the address of its settings
  Configuration& operator=(const Configuration&) = delete;

  [[nodiscard]] const Settings& settings() const { return settings_; }  // the same object for good

  // All of the commands, in order, or, when one is refused, none. Observers hear of it once, when something is
  // other than before.
  std::optional<Refusal> obey(std::span<const Command> commands);

  using Observer = std::function<void(const Settings& before)>;
  void on_change(Observer observer) { observers_.push_back(std::move(observer)); }

 private:
  Settings settings_;
  std::vector<Observer> observers_;
};

}  // namespace gateway
