#pragma once

#include <filesystem>
#include <memory>

#include "scenarios/scenario.hpp"
#include "scenarios/world.hpp"

namespace sim {

struct WorldPlan {
  std::filesystem::path folder;   // exists; every artefact goes there
  std::filesystem::path gateway;  // the smg program; live only
  int wake_descriptor = -1;       // readable when the run is to end; a waiting loop watches it
  bool capture = true;
  bool journal = true;
};

// Both throw std::system_error when the machine refuses, naming the attempt. The scenario must outlive the world.
std::unique_ptr<scenarios::World> make_live_world(const scenarios::Scenario& scenario, const WorldPlan& plan);
std::unique_ptr<scenarios::World> make_memory_world(const scenarios::Scenario& scenario, const WorldPlan& plan);

}  // namespace sim
