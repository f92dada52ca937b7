# comity_embed(TARGET t NAMESPACE comity::names FILES a.csv b.json): puts the bytes of each file into
# the target as `std::string_view embedded(std::string_view path)`, declared in the generated header
# "embedded_<TARGET>.h", with `embedded_files()` for all of them. Paths are relative to the source
# folder, those of files made by the build to the build folder.
function(comity_embed)
  cmake_parse_arguments(E "" "TARGET;NAMESPACE" "FILES" ${ARGN})
  set(stem embedded_${E_TARGET})
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${stem}.cpp)
  set(header ${CMAKE_CURRENT_BINARY_DIR}/${stem}.h)
  set(asm "    .pushsection .rodata\n")
  set(externs "")
  set(rows "")
  set(index 0)
  foreach(file ${E_FILES})
    file(REAL_PATH ${file} absolute BASE_DIRECTORY ${CMAKE_SOURCE_DIR})
    file(RELATIVE_PATH relative ${CMAKE_SOURCE_DIR} ${absolute})
    string(REGEX REPLACE "^build/[^/]*/" "" relative ${relative})
    string(FIND ${absolute} ${CMAKE_BINARY_DIR}/ made)
    if(made EQUAL 0)
      file(RELATIVE_PATH relative ${CMAKE_BINARY_DIR} ${absolute})
    endif()
    set(symbol ${stem}_${index})
    string(APPEND asm
      "    .global ${symbol}\n    .global ${symbol}_end\n${symbol}:\n    .incbin \"${absolute}\"\n${symbol}_end:\n    .byte 0\n")
    string(APPEND externs "extern \"C\" const char ${symbol};\nextern \"C\" const char ${symbol}_end;\n")
    string(APPEND rows "      {\"${relative}\", {&${symbol}, static_cast<std::size_t>(&${symbol}_end - &${symbol})}},\n")
    math(EXPR index "${index} + 1")
    list(APPEND depends ${absolute})
  endforeach()
  # Assembly inside C++, so that no third language with its own options is needed.
  string(APPEND asm "    .popsection\n")
  file(CONFIGURE OUTPUT ${header} CONTENT
    "#pragma once\n#include <string_view>\n#include <vector>\nnamespace ${E_NAMESPACE} {\nstruct EmbeddedFile {\n  std::string_view path;\n  std::string_view bytes;\n};\n/// All files built into the program, in the order the build names them.\nconst std::vector<EmbeddedFile>& embedded_files();\n/// Bytes of a file built into the program; empty when there is none of that path.\nstd::string_view embedded(std::string_view path);\n}  // namespace ${E_NAMESPACE}\n" @ONLY)
  file(CONFIGURE OUTPUT ${table} CONTENT
    "#include \"${stem}.h\"\n#include <cstddef>\nasm(R\"asm(\n${asm})asm\");\n${externs}namespace ${E_NAMESPACE} {\nconst std::vector<EmbeddedFile>& embedded_files() {\n  static const std::vector<EmbeddedFile> files = {\n${rows}  };\n  return files;\n}\nstd::string_view embedded(std::string_view path) {\n  for (const EmbeddedFile& file : embedded_files()) {\n    if (file.path == path) return file.bytes;\n  }\n  return {};\n}\n}  // namespace ${E_NAMESPACE}\n" @ONLY)
  set_source_files_properties(${table} PROPERTIES OBJECT_DEPENDS "${depends}")
  # On its own, without the compiler's cache: that does not see the bytes the assembler takes in.
  add_library(${stem} OBJECT ${table})
  # Nor in a unit, which would not depend on them.
  set_target_properties(${stem} PROPERTIES CXX_COMPILER_LAUNCHER "" UNITY_BUILD OFF)
  target_sources(${E_TARGET} PRIVATE $<TARGET_OBJECTS:${stem}>)
  target_include_directories(${E_TARGET} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
