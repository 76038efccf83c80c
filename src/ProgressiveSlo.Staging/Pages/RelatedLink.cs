namespace ProgressiveSlo.Staging.Pages;

/// <summary>One bullet of Related links.</summary>
/// <param name="Uri">The address of a web page; null for another page of this documentation.</param>
internal sealed record RelatedLink(string Text, string? Uri);
