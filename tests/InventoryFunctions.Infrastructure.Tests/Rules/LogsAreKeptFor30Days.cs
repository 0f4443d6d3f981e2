using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Logs are kept for 30 days, and everything that writes some writes them there (parity A14).</summary>
public sealed class LogsAreKeptFor30Days : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        Resource workspace = deployment.The("Microsoft.OperationalInsights/workspaces");
        if (workspace.Text("retentionInDays") != "30")
        {
            yield return $"Logs are kept for {workspace.Text("retentionInDays")} days.";
        }

        foreach (Resource insights in deployment.All("Microsoft.Insights/components").Where(insights => insights.Text("WorkspaceResourceId") != workspace.Id))
        {
            yield return $"{insights.Name} keeps its own logs.";
        }

        string[] writers = ["/topics/", "/vaults/", "/communicationServices/"];
        IEnumerable<string> settings = deployment.All("Microsoft.Insights/diagnosticSettings").Where(setting => setting.Text("workspaceId") == workspace.Id).Select(setting => setting.Id);
        foreach (string writer in writers.Where(writer => !settings.Any(id => id.Contains(writer, StringComparison.Ordinal))))
        {
            yield return $"The logs of {writer.Trim('/')} are kept nowhere.";
        }
    }
}
