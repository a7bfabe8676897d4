#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "net/journal.hpp"
#include "scenarios/scenario.hpp"

namespace scenarios {

// Who is who: a scenario's handsets by name, by group and by MAC, each as an index into Scenario::phones.
// The scenario must outlive it.
class PhoneBook {
 public:
  explicit PhoneBook(std::span<const Phone> phones);

  [[nodiscard]] std::size_t size() const { return phones_.size(); }
  [[nodiscard]] const Phone& operator[](std::size_t index) const { return phones_[index]; }
  [[nodiscard]] std::vector<std::size_t> members(std::string_view name) const;  // of a handset or group; else empty
  [[nodiscard]] bool knows(std::string_view name) const;

  // The handset that a record is about: its actor, or the MAC it carries.
  [[nodiscard]] std::optional<std::size_t> subject(const net::Record& record) const;

 private:
  std::span<const Phone> phones_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_group_;
  std::unordered_map<std::uint64_t, std::size_t> by_mac_;
};

}  // namespace scenarios
