using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Each alarm is on and goes to the action group, which writes to alertEmail; and so does the app (parity A12, A15).</summary>
public sealed class AlarmsReachTheAdministrator : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        Resource group = deployment.The("Microsoft.Insights/actionGroups");
        string[] receivers = [.. group.Find("emailReceivers")?.AsArray().Select(receiver => receiver!["emailAddress"]!.ToString()) ?? []];
        if (group.Text("enabled") != "true" || receivers is not [Deployment.AlertEmail])
        {
            yield return "The action group does not write to alertEmail.";
        }

        foreach (Resource alarm in Alarm.Resources(deployment))
        {
            if (alarm.Text("enabled") != "true")
            {
                yield return $"{alarm.Name} is off.";
            }

            if (!(alarm.Find("actions")?.ToJsonString() ?? "").Contains(group.Id, StringComparison.Ordinal))
            {
                yield return $"{alarm.Name} tells nobody.";
            }
        }

        if (deployment.Settings().GetValueOrDefault("Notifications__AlertEmail") != Deployment.AlertEmail)
        {
            yield return "The app does not write to alertEmail.";
        }
    }
}
