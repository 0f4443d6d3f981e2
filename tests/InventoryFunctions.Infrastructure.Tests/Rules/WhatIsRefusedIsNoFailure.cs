using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>
/// Azure Monitor's exporter counts every call that is answered with a status of 400 or more as one without success. Who asks for what is not there, or already is, has
/// his answer: no alarm and no chart takes that for a failure of the app.
/// </summary>
public sealed class WhatIsRefusedIsNoFailure : IRule
{
    private const string Unsuccessful = "Success == false";
    private const string NotRefused = Unsuccessful + " and not(coalesce(toint(ResultCode), 0) between (400 .. 499))";

    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment) =>
        from asked in AskedQueries.OfAlarms(deployment).Concat(AskedQueries.OfWorkbook(deployment))
        where asked.Query.Replace(NotRefused, "", StringComparison.Ordinal).Contains(Unsuccessful, StringComparison.Ordinal)
        select $"{asked.Name} takes what was refused for a failure.";
}
