# To be read by other scripts: `venv NAME PACKAGE==VERSION …` prints the folder of a virtual environment that holds these packages,
# made once under node_modules/.cache. Needs python3 with venv and a package index.
venv() {
  folder="node_modules/.cache/$1/$(echo "$*" | tr -d "'\"" | tr ' =<>' '----')"
  shift
  if [ ! -e "$folder/installed" ]; then
    echo "Installing $* into $folder" >&2
    rm -rf "$folder"
    if ! python3 -m venv "$folder"; then
      echo "python3 cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2
      return 2
    fi
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
    touch "$folder/installed"
  fi
  echo "$folder"
}
