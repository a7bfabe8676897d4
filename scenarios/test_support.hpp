#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/journal.hpp"
#include "net/virtual_loop.hpp"
#include "scenarios/world.hpp"

namespace scenarios {

// What the reader's tests take for granted of the other components.
class FakeVocabulary : public Vocabulary {
 public:
  [[nodiscard]] std::vector<std::string> models() const override {
    return {"SoundPoint IP 430", "SoundPoint IP 450", "SoundPoint IP 650"};
  }
  [[nodiscard]] std::vector<std::string> profiles() const override { return {"factory", "note", "seed-sample"}; }
  [[nodiscard]] std::vector<CliMistake> check_cli(std::string_view /*profile*/,
                                                  std::span<const std::string> lines) const override {
    std::vector<CliMistake> refused;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto begin = after_verb(lines[i]);
      const auto command = std::string_view(lines[i]).substr(begin);
      const auto known = [&](std::string_view page) { return command.starts_with(page); };
      if (known("Dhcp Server ") || known("Dns Proxy ") || known("Http Client ") || known("Event Forwarding "))
        continue;
      const auto word = command.substr(0, command.find(' '));
      refused.push_back({i, begin, word.size(), "'" + std::string(word) + "' begins no command", "see `show`"});
    }
    return refused;
  }

 private:
  static std::size_t after_verb(std::string_view line) {
    for (const std::string_view verb : {"Set ", "no ", "delete "}) {
      if (line.starts_with(verb)) return verb.size();
    }
    return 0;
  }
};

// A world in which nothing happens but what the test says: `when_on` is called as a handset is powered on.
class FakeWorld : public World {
 public:
  net::Loop& loop() override { return loop_; }
  net::Journal& journal() override { return journal_; }
  void power_on(std::string_view phone) override {
    acted.push_back("on " + std::string(phone));
    if (when_on) when_on(phone);
  }
  void power_off(std::string_view phone) override { acted.push_back("off " + std::string(phone)); }
  [[nodiscard]] std::string fault() const override { return fault_sentence; }

  // Lets something happen later.
  void in(net::Duration delay, std::function<void()> what) {
    loop_.post([this, delay, what = std::move(what)] { pending_.push_back(loop_.after(delay, what)); });
  }

  std::function<void(std::string_view phone)> when_on;
  std::vector<std::string> acted;
  std::string fault_sentence;

 private:
  net::VirtualLoop loop_;
  net::Journal journal_{[this] { return loop_.now(); }};
  std::vector<net::Timer> pending_;
};

}  // namespace scenarios
