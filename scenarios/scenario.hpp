#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/address.hpp"
#include "scenarios/source.hpp"
#include "scenarios/step.hpp"

namespace scenarios {

// One line of Teleware's account list.
struct Account {
  net::MacAddress mac;
  std::string reseller, extension, user, password;
};

// One handset. A group (`count: 50`) is expanded by the reader: lobby becomes lobby-1 … lobby-50, MACs consecutive.
struct Phone {
  SourcePos where;
  std::string name;
  std::string group;  // the name in the file; equal to `name` when it stands for one handset
  std::string model;
  net::MacAddress mac;
  std::optional<std::string> boot_server;  // static boot server: the handset ignores what DHCP says
};

struct GatewaySpec {
  SourcePos where;
  std::string profile = "note";                     // or "factory", "seed-sample"
  std::vector<std::string> cli;                     // the product's own commands, in order
  std::vector<SourcePos> cli_where;                 // one for each
  std::optional<std::vector<std::string>> command;  // another program in smg's place (live only)
};

enum class WorldKind { live, memory };
std::string to_string(WorldKind kind);

// A scenario file, read and checked. docs/scenarios.md is its reference.
struct Scenario {
  std::string file;  // as the author named it
  std::string text;  // its content, to quote from
  std::string name;
  std::uint64_t seed = 1;
  std::vector<WorldKind> worlds{WorldKind::live, WorldKind::memory};
  std::vector<std::string> tags;
  GatewaySpec gateway;
  std::vector<Account> accounts;
  std::vector<Phone> phones;
  std::vector<Step> steps;
};

bool runs_in(const Scenario& scenario, WorldKind world);

// The step that `--until` names, by its id or its number from 1, as an index from 0.
std::optional<std::size_t> find_step(const Scenario& scenario, std::string_view name);

}  // namespace scenarios
