#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "scenarios/scenario.hpp"
#include "scenarios/world.hpp"

namespace sim {

struct WorldPlan {
  std::filesystem::path folder;   // exists; every artefact goes there
  std::filesystem::path gateway;  // the smg program; live only
  int wake_descriptor = -1;       // readable when the run is to end; a waiting loop watches it
  bool capture = true;            // a storm of thousands of handsets may do without
  bool journal = true;
};

struct Traffic {
  std::uint64_t lan_frames = 0, wan_frames = 0;
  std::uint64_t dropped = 0;  // frames that the machine's taps would not take or give
};

// A world with what `dialtone` and the benchmarks ask of it beyond a scenario's steps.
class CaseWorld : public scenarios::World {
 public:
  [[nodiscard]] virtual Traffic traffic() const = 0;
};

// Both throw std::system_error when the machine refuses, naming the attempt. The scenario must outlive the world.
std::unique_ptr<CaseWorld> make_live_world(const scenarios::Scenario& scenario, const WorldPlan& plan);
std::unique_ptr<CaseWorld> make_memory_world(const scenarios::Scenario& scenario, const WorldPlan& plan);

}  // namespace sim
