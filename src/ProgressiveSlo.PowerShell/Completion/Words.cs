using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Completion;

/// <summary>Makes completions of words that begin with what was typed; quotes them where they need it.</summary>
internal static class Words
{
    public static IEnumerable<CompletionResult> Complete(string typed, IEnumerable<KeyValuePair<string, string>> words)
    {
        var start = typed.Trim('\'', '"');
        return words
            .Where(w => w.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(w => new CompletionResult(Quote(w.Key), w.Key, CompletionResultType.ParameterValue, w.Value.Length == 0 ? w.Key : w.Value));
    }

    public static IEnumerable<CompletionResult> Complete(string typed, IEnumerable<string> words) =>
        Complete(typed, words.Select(w => new KeyValuePair<string, string>(w, "")));

    private static string Quote(string word) =>
        word.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? word : "'" + word.Replace("'", "''") + "'";
}
