using System.Collections.Generic;

namespace ProgressiveSlo.Staging.Pages;

/// <summary>What a page says about one parameter.</summary>
/// <param name="Name">The name without the dash.</param>
/// <param name="Default">The text after <c>Default:</c>, or null when the page gives none.</param>
internal sealed record DocumentedParameter(string Name, int Line, IReadOnlyList<string> Text, string? Default);
