using System.Text;
using System.Text.Json;
using ProgressiveSlo.Testing;

namespace ProgressiveSlo.Fuzz.Inputs;

/// <summary>Makes inputs of seeds. The same random numbers give the same input.</summary>
/// <param name="seeds">Sound texts; at least one.</param>
/// <param name="shape">What they are.</param>
internal sealed class InputMutator(IReadOnlyList<string> seeds, InputShape shape)
{
    // The bounds on work are for what is smaller.
    private const int LongestInput = (1024 * 1024) - 1;

    /// <summary>An input.</summary>
    public string Create(Random random)
    {
        var text = seeds[random.Next(seeds.Count)];
        if (shape == InputShape.Expression && random.Next(3) > 0)
            return new ExpressionMutator(random, seeds).Next();
        for (var rounds = random.Next(10) < 8 ? 1 : random.Next(2, 5); rounds > 0; rounds--)
            text = Change(text, random);
        return text.Length <= LongestInput ? text : text[..LongestInput];
    }

    private string Change(string text, Random random) =>
        random.Next(12) switch
        {
            <= 3 => Damage(text, random),
            4 => SpecMutator.Bytes(text, random),
            5 => Splice(text, seeds[random.Next(seeds.Count)], random),
            6 => Repeat(text, random),
            7 => MoveLine(text, random),
            _ => PutWord(text, random),
        };

    private string Damage(string text, Random random) =>
        shape switch
        {
            InputShape.Tree when IsShallow(text) => SpecMutator.Tree(text, random),
            InputShape.Expression => new ExpressionMutator(random, [text]).Next(),
            _ => SpecMutator.Bytes(text, random),
        };

    // The library that the mutator reads with goes as deep as its input, and the stack does not.
    private static bool IsShallow(string text) =>
        text.Length <= 32 * 1024
        && text.Count(c => c is '[' or '{') < 1000
        && !text.Contains("- - - ", StringComparison.Ordinal)
        && !text.Contains("? ? ? ", StringComparison.Ordinal);

    // The beginning of one and the end of another, at lines where there are some.
    private static string Splice(string first, string second, Random random)
    {
        var (head, tail) = (random.Next(first.Length + 1), random.Next(second.Length + 1));
        if (random.Next(3) > 0)
            (head, tail) = (LineStart(first, head), LineStart(second, tail));
        return first[..head] + second[tail..];
    }

    // Most blocks stand a few times more, some so often that what takes the square of its input shows.
    private static string Repeat(string text, Random random)
    {
        if (text.Length == 0)
            return text;
        var start = LineStart(text, random.Next(text.Length));
        var lines = random.Next(1, 12);
        var end = start;
        for (; lines > 0 && end < text.Length; lines--)
            end = text.IndexOf('\n', end) is >= 0 and var next ? next + 1 : text.Length;
        if (random.Next(4) == 0)
            (start, end) = (random.Next(text.Length), text.Length);
        end = Math.Min(end, start + (4 * 1024));
        var block = text[start..end];
        var most =
            random.Next(400) == 0 ? LongestInput
            : random.Next(25) == 0 ? 32 * 1024
            : 2 * 1024;
        var times = Math.Clamp(random.Next(most) / Math.Max(1, block.Length), 1, (LongestInput - text.Length) / block.Length + 1);
        return new StringBuilder(text).Insert(end, block, times).ToString();
    }

    private static string MoveLine(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (from, to) = (random.Next(lines.Count), random.Next(lines.Count));
        var line = lines[from];
        lines.RemoveAt(from);
        lines.Insert(to, random.Next(3) == 0 ? "  " + line : line);
        return string.Join('\n', lines);
    }

    // In a value or in place of it: as it is, or in quotes that keep it a value of JSON and of YAML, and so gets to whoever writes it.
    private string PutWord(string text, Random random)
    {
        var word = HostileWords.All[random.Next(HostileWords.All.Count)];
        var (start, end) = Value(text, random);
        var (kind, was) = (random.Next(6), text[start..end].Trim().Trim('"', '\''));
        if (kind < 3)
            word = was.Insert(random.Next(was.Length + 1), word);
        if (kind == 4)
            word = $"\"{word}\"";
        else if (kind != 3)
            word =
                shape == InputShape.Rows ? $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : JsonSerializer.Serialize(word);
        return random.Next(8) == 0 ? text.Insert(start, word) : text[..start] + word + text[end..];
    }

    private (int Start, int End) Value(string text, Random random)
    {
        var start = random.Next(text.Length + 1);
        var (before, after) = shape switch
        {
            InputShape.Rows => (",\n", ",\n"),
            InputShape.Json => (":[,", ",]}\n"),
            InputShape.Expression => ("([{=,", ")]},"),
            InputShape.Text => ("\n", "\n"),
            _ => (":-", "\n"),
        };
        while (start < text.Length && before.IndexOf(text[start], StringComparison.Ordinal) < 0)
            start++;
        start = Math.Min(start + 1, text.Length);
        if (shape == InputShape.Tree && start < text.Length && text[start] == ' ')
            start++;
        var end = start;
        while (end < text.Length && after.IndexOf(text[end], StringComparison.Ordinal) < 0)
            end++;
        return (start, end);
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
}
