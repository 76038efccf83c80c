using System.Linq;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Formats.Migration;

/// <summary>The words for what a step is done for.</summary>
internal static class ScopeText
{
    private static readonly (string Word, StepScope Scope)[] _words =
    [
        ("migration", StepScope.Migration),
        ("pilot", StepScope.Pilot),
        ("wave", StepScope.Wave),
        ("service", StepScope.Service),
    ];

    public static string Known => string.Join(", ", _words.Select(w => w.Word));

    public static string Of(StepScope scope) => _words.First(w => w.Scope == scope).Word;

    public static StepScope? Find(string word) => _words.Where(w => w.Word == word).Select(w => (StepScope?)w.Scope).FirstOrDefault();
}
