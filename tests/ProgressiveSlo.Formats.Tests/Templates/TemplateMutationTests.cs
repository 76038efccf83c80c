using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Templates;
using ProgressiveSlo.Testing;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Templates;

/// <summary>Templates that somebody damaged: each gives a template or problems, and never another exception.</summary>
public sealed class TemplateMutationTests
{
    private const int Seed = 20260105;
    private const int Mutations = 3000;

    // Processor time: what runs on without end must fail the test and not hold it up.
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(6);

    [Fact]
    public Task Bytes_changed_at_random_give_a_template_or_problems() => Run(SpecMutator.Bytes);

    [Fact]
    public Task Trees_changed_at_random_give_a_template_or_problems() => Run(SpecMutator.Tree);

    [Fact]
    public Task Lines_changed_at_random_give_a_template_or_problems() => Run(Lines);

    private static async Task Run(Func<string, Random, string> mutate)
    {
        var random = new Random(Seed);
        var texts = BuiltInTemplates.Names.Select(BuiltInTemplates.Text).ToArray();
        var current = "";
        var (templates, refused) = (0, 0);
        await Work.WithinAsync(
            () =>
            {
                for (var i = 0; i < Mutations; i++)
                {
                    current = mutate(texts[i % texts.Length], random);
                    if (IsTemplate(current))
                        templates++;
                    else
                        refused++;
                }
            },
            _most,
            () => current
        );
        Assert.True(
            templates > Mutations / 20 && refused > Mutations / 20,
            $"There were {templates} templates, and {refused} were refused."
        );
    }

    private static bool IsTemplate(string text)
    {
        try
        {
            var template = TemplatePlans.Read(text);
            try
            {
                Assert.NotNull(TemplatePlans.Make(template, "a.b").Phases[0].Definition.Indicator.Queries);
            }
            catch (SloValidationException e)
            {
                Assert.NotEmpty(e.Problem.Fix);
            }

            return true;
        }
        catch (SloDocumentException e)
        {
            Assert.All(
                e.Problems,
                p =>
                {
                    Assert.NotEmpty(p.Problem.Message);
                    Assert.NotEmpty(p.Problem.Fix);
                    Assert.InRange(p.Line, 0, text.Split('\n').Length + 1);
                    Assert.DoesNotContain(p.ToString(), char.IsControl);
                }
            );
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{e.GetType()}: {e.Message}\n{e.StackTrace}\nwhile reading:\n{text}", e);
        }
    }

    // A line is taken out, put elsewhere, or indented otherwise.
    private static string Lines(string text, Random random)
    {
        var lines = new List<string>(text.Split('\n'));
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(lines.Count);
            var line = lines[at];
            switch (random.Next(4))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count), line);
                    break;
                case 2:
                    lines[at] = "  " + line;
                    break;
                default:
                    lines[at] = line.TrimStart(' ');
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
