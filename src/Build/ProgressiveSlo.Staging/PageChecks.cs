namespace ProgressiveSlo.Build;

/// <summary>Compares a page with the cmdlet that it describes.</summary>
internal sealed class PageChecks(CmdletModel cmdlet, CommandPage page, List<Problem> problems)
{
    private const int MinimumExamples = 2;

    public void Run()
    {
        CheckSections();
        CheckParameters();
        CheckTypes();
        CheckExamples();
    }

    private void CheckSections()
    {
        if (page.Synopsis.Count != 1)
            Add(1, ProblemCodes.MissingSection, "Below the title stands the synopsis, exactly one paragraph.");
        if (page.Description.Count == 0)
            AddMissing(SectionNames.Description);
        if (page.Outputs.Count == 0)
            AddMissing(SectionNames.Outputs);
    }

    private void CheckParameters()
    {
        string[] engine = cmdlet.SupportsShouldProcess ? ["WhatIf", "Confirm"] : [];
        var visible = cmdlet.Parameters.Where(p => !p.IsHidden).Select(p => p.Name).ToList();
        foreach (var name in visible.Where(n => page.Parameters.TrueForAll(p => p.Name != n)))
            Add(
                SectionLine(SectionNames.Parameters),
                ProblemCodes.ParameterWithoutText,
                $"The parameter -{name} has no section '### -{name}'."
            );
        foreach (var parameter in page.Parameters)
        {
            if (!visible.Concat(engine).Contains(parameter.Name, StringComparer.Ordinal))
                Add(
                    parameter.Line,
                    ProblemCodes.TextWithoutParameter,
                    $"{cmdlet.Name} has no parameter -{parameter.Name} (upper and lower case count)."
                );
            else if (!parameter.Text.Any(t => t.Length > 0))
                Add(parameter.Line, ProblemCodes.ParameterWithoutText, $"The parameter -{parameter.Name} has no text.");
        }
        foreach (var twice in page.Parameters.GroupBy(p => p.Name).Where(g => g.Count() > 1))
            Add(twice.Last().Line, ProblemCodes.MalformedPage, $"The parameter -{twice.Key} is described twice.");
    }

    private void CheckTypes()
    {
        foreach (var type in cmdlet.OutputTypes.Where(t => !page.Outputs.Exists(o => t.IsCalled(o.Name))))
            Add(
                SectionLine(SectionNames.Outputs),
                ProblemCodes.TypesDiffer,
                $"The output type {type.FullName} has no section '### {type.ShortName}'."
            );
        foreach (var output in page.Outputs.Where(o => !o.IsNone && !cmdlet.OutputTypes.Any(t => t.IsCalled(o.Name))))
            Add(output.Line, ProblemCodes.TypesDiffer, $"{cmdlet.Name} declares no [OutputType] {output.Name}.");
        // Objects that bind by property name may be of any type, so a page may list inputs beyond these.
        foreach (var input in cmdlet.Parameters.Where(p => p.TakesPipelineByValue && !p.IsHidden))
        {
            if (!page.Inputs.Exists(i => Describes(i, input)))
                Add(
                    SectionLine(SectionNames.Inputs),
                    ProblemCodes.TypesDiffer,
                    $"-{input.Name} takes pipeline input, but Inputs has no section '### {input.Type.ShortName}'."
                );
        }
        foreach (var type in page.Inputs.Concat(page.Outputs).Where(t => t.Text.Count == 0))
            Add(type.Line, ProblemCodes.MissingSection, $"The type {type.Name} has no text.");
    }

    // A parameter of type object takes certain types: the page names these.
    private static bool Describes(DocumentedType documented, ParameterModel input) =>
        input.Type.IsAnything ? !documented.IsNone : input.Type.IsCalled(documented.Name);

    private void CheckExamples()
    {
        if (page.Examples.Count < MinimumExamples)
            Add(
                SectionLine(SectionNames.Examples),
                ProblemCodes.TooFewExamples,
                $"A page has at least {MinimumExamples} examples; this one has {page.Examples.Count}."
            );
    }

    private int SectionLine(string section) => page.SectionLines.GetValueOrDefault(section, 1);

    private void AddMissing(string section) =>
        Add(SectionLine(section), ProblemCodes.MissingSection, $"The section '## {section}' is missing or empty.");

    private void Add(int line, string code, string message) => problems.Add(new Problem(page.File, line, code, message));
}

/// <summary>Checks that cmdlets and pages pair up, and each pair.</summary>
internal static class PageSetChecks
{
    public static void Run(IReadOnlyList<CmdletModel> cmdlets, PageSet pages, List<Problem> problems)
    {
        foreach (var cmdlet in cmdlets)
        {
            if (pages.Find(cmdlet.Name) is { } page)
                new PageChecks(cmdlet, page, problems).Run();
            else
                problems.Add(
                    new Problem(
                        $"{PageSet.Folder}/{cmdlet.Name}.md",
                        0,
                        ProblemCodes.CmdletWithoutPage,
                        $"The cmdlet {cmdlet.Name} has no page."
                    )
                );
        }
        foreach (var page in pages.Pages)
        {
            var fileName = Path.GetFileNameWithoutExtension(page.File);
            if (page.Name.Length > 0 && page.Name != fileName)
                problems.Add(
                    new Problem(page.File, 1, ProblemCodes.MalformedPage, $"The title is '{page.Name}', the file is named '{fileName}'.")
                );
            else if (!cmdlets.Any(c => c.Name == fileName))
                problems.Add(new Problem(page.File, 1, ProblemCodes.PageWithoutCmdlet, $"There is no cmdlet {fileName}."));
            CheckReferences(page, pages.FolderPath, problems);
        }
    }

    private static void CheckReferences(CommandPage page, string folder, List<Problem> problems)
    {
        foreach (var reference in page.References)
        {
            var target = Uri.UnescapeDataString(reference.Target.Split('#')[0]);
            if (target.Length > 0 && !Path.Exists(Path.Combine(folder, target)))
                problems.Add(
                    new Problem(page.File, reference.Line, ProblemCodes.BrokenLink, $"The link '{reference.Target}' leads nowhere.")
                );
        }
    }
}
