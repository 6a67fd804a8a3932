/// The shells that complete a line of this program. Each script asks the program itself, which has
/// the command table; an answer's lines are a word each, with a tab and what it is for.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  var script: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  private static let bashScript = #"""
    # Completion of amparo for bash.
    _amparo() {
      local word=${COMP_WORDS[COMP_CWORD]}
      local -a found
      mapfile -t found < <("${COMP_WORDS[0]}" completion words -- \
        "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
      case ${found[0]-} in
        '<files>') compopt -o filenames 2>/dev/null; mapfile -t found < <(compgen -f -- "$word") ;;
        '<directories>')
          compopt -o filenames 2>/dev/null; mapfile -t found < <(compgen -d -- "$word") ;;
      esac
      COMPREPLY=("${found[@]%%$'\t'*}")
    }
    complete -F _amparo amparo
    """#

  private static let zshScript = #"""
    #compdef amparo
    # Completion of amparo for zsh.
    _amparo() {
      local -a found
      found=("${(@f)$("${(Q)words[1]}" completion words -- \
        "${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
      case ${found[1]} in
        '') return 1 ;;
        '<files>') _files ;;
        '<directories>') _files -/ ;;
        *) found=("${(@)found/$'\t'/:}"); _describe amparo found ;;
      esac
    }
    if [[ ${funcstack[1]} = _amparo ]]; then _amparo "$@"; else compdef _amparo amparo; fi
    """#

  private static let fishScript = #"""
    # Completion of amparo for fish.
    function __amparo_complete
        set -l line (commandline -opc)
        set -l program $line[1]
        set -e line[1]
        set -l word (commandline -ct)
        set -l found ($program completion words -- $line "$word" 2>/dev/null)
        switch "$found[1]"
            case '<files>'
                __fish_complete_path "$word"
            case '<directories>'
                __fish_complete_directories "$word"
            case '*'
                printf '%s\n' $found
        end
    end
    complete -c amparo -f -a '(__amparo_complete)'
    """#
}
