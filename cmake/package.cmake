# What `make package` puts into the Debian package: the executable, its manual pages and completions,
# and the unit that runs it as a service. packaging/README.md says why each is as it is.
set(manual ${CMAKE_BINARY_DIR}/manual)
add_custom_command(OUTPUT ${manual}/comity.1.gz
                   COMMAND ${CMAKE_SOURCE_DIR}/packaging/manual $<TARGET_FILE:comity> ${manual}
                   DEPENDS comity ${CMAKE_SOURCE_DIR}/packaging/manual
                   VERBATIM)
add_custom_target(manual DEPENDS ${manual}/comity.1.gz)

install(TARGETS comity DESTINATION bin)
install(DIRECTORY ${manual}/ DESTINATION share/man/man1 FILES_MATCHING PATTERN *.1.gz)
install(FILES ${manual}/bash DESTINATION share/bash-completion/completions RENAME comity)
install(FILES ${manual}/zsh DESTINATION share/zsh/vendor-completions RENAME _comity)
install(FILES ${manual}/fish DESTINATION share/fish/vendor_completions.d RENAME comity.fish)
install(FILES packaging/comity.service DESTINATION lib/systemd/system)
install(FILES LICENSE DESTINATION share/doc/comity RENAME copyright)
install(FILES docs/operations.md README.md DESTINATION share/doc/comity)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME comity)
set(CPACK_PACKAGE_CONTACT "The Comity authors <authors@comity.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Searchable record of UN human-rights documents")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Reads resolutions and reports of the United Nations, finds every recommendation in them, and
keeps a record that people and programs can search, cite and check. Serves it to browsers.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, poppler-utils")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "antiword, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, nginx | caddy")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${CMAKE_SOURCE_DIR}/packaging/postinst;${CMAKE_SOURCE_DIR}/packaging/prerm;${CMAKE_SOURCE_DIR}/packaging/postrm")
set(CPACK_OUTPUT_FILE_PREFIX ${CMAKE_BINARY_DIR}/package)
include(CPack)
