namespace InventoryFunctions.ChangeFeed;

/// <summary>What is known of a change set that failed.</summary>
/// <param name="Reason">Why it failed last.</param>
/// <param name="Attempts">How often.</param>
/// <param name="FirstFailedAt">When it failed first.</param>
/// <param name="LastFailedAt">When it failed last.</param>
internal sealed record ChangeFailure(string Reason, int Attempts, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt)
{
    public static string Describe(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";
}
