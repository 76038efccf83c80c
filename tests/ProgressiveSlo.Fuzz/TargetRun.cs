using System.Text;
using ProgressiveSlo.Fuzz.Inputs;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Fuzz;

/// <summary>Runs the inputs of one target: what was once found, and then what the random numbers give.</summary>
internal sealed class TargetRun(FuzzTarget target, FuzzOptions options, string artifacts, CurrentInput watch)
{
    // A kind of failure is shown once: hundreds of one kind would hide the next.
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private TargetResult _result = new(target.Name);

    public TargetResult Run(int count)
    {
        var start = Work.OfThisThread();
        var corpus = SeedFiles.CorpusFiles(target.Name);
        if (options.First == 0)
        {
            foreach (var path in corpus)
                Run(File.ReadAllText(path), $"corpus/{target.Name}/{Path.GetFileName(path)}");
        }

        var mutator = new InputMutator([.. target.Seeds(), .. SeedFiles.Read([.. corpus])], target.Shape);
        for (var i = options.First; i < options.First + count; i++)
            Run(Create(mutator, i), $"{target.Name} --seed {options.Seed} --first {i} --count 1");
        _result = _result with { Spent = Work.OfThisThread() - start };
        if (_result.IsOneSided)
            Fail(
                target.Name,
                "",
                new WrongResultException(
                    $"Of {_result.Inputs} inputs {_result.Read} were read: damage that always or never shows tests nothing"
                )
            );
        return _result;
    }

    // Each input has random numbers of its own, so that one alone can be made again.
    private string Create(InputMutator mutator, int number)
    {
        var hash = 17;
        foreach (var c in target.Name)
            hash = unchecked((hash * 31) + c);
        return mutator.Create(new Random(unchecked((((hash * 31) + options.Seed) * 16777619) + number)));
    }

    private void Run(string text, string name)
    {
        watch.Set(name);
        var (input, read, problem) = InputCheck.Run(target, text);
        _result = _result with
        {
            Inputs = _result.Inputs + 1,
            Read = _result.Read + (read ? 1 : 0),
            Refused = _result.Refused + (read || problem is not null ? 0 : 1),
            Longest = Math.Max(_result.Longest, text.Length),
            Work = input.Work > _result.Work ? input.Work : _result.Work,
            Allocated = Math.Max(_result.Allocated, input.Allocated),
        };
        if (problem is not null)
            Fail(name, text, problem);
    }

    private void Fail(string name, string text, Exception problem)
    {
        _result = _result with { Failures = _result.Failures + 1 };
        var kind = InputCheck.Kind(problem);
        if (!_kinds.Add(kind))
            return;
        var file = Path.Combine(artifacts, FormattableString.Invariant($"{target.Name}-{options.Seed}-{_kinds.Count}.txt"));
        // Half of a surrogate pair has no bytes: it is lost in the file, and the numbers make it again.
        File.WriteAllText(file, InputReduction.Reduce(target, text, kind), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Console.WriteLine($"failed {name}\n  {file}\n  {problem.ToString().Replace("\n", "\n  ", StringComparison.Ordinal)}");
    }
}
