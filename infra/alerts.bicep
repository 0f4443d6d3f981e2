metadata description = 'What somebody is woken for: the four alarms of the original (parity A15), and ours. Each tells alertEmail. docs/runbook.md says what to do.'

param suffix string
param location string
param tags object
param alertEmail string
param workspaceId string
param storageAccountId string
param topicId string

@description('Within which time a batch update must end; empty: nobody watches.')
param batchUpdateExpectedWithin string

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-inventory-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'inventory'
    enabled: true
    emailReceivers: [
      {
        name: 'administrator'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

// Where a caller asks for what can't be, the exporter says "no success" of the call (it knows the status only): nothing is wrong here then.
var failed = 'Success == false and not(coalesce(toint(ResultCode), 0) between (400 .. 499))'

// A query that finds nothing breaches nothing: missing data is no alarm, as in the original; what an alarm of ours misses, it counts as less than one.
// A gauge is a row of its own with the value in Sum: Min and Max are those of histograms only.
var logAlerts = [
  {
    name: 'errors'
    description: 'More than 5 functions failed within 5 minutes (parity A15).'
    severity: 2
    query: 'AppRequests | where ${failed} | project TimeGenerated, ItemCount'
    measure: 'ItemCount'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 5
    window: 'PT5M'
    frequency: 'PT5M'
    periods: 1
  }
  {
    name: 'duration'
    description: 'Batch updates took longer than 4 minutes on average, in two periods of 5 minutes one after the other (parity A15).'
    severity: 2
    query: 'AppMetrics | where Name == "ExecutionTime" | summarize Milliseconds = 1000.0 * sum(Sum) / sum(ItemCount) by bin(TimeGenerated, 5m)'
    measure: 'Milliseconds'
    aggregation: 'Average'
    operator: 'GreaterThan'
    threshold: 240000
    window: 'PT5M'
    frequency: 'PT5M'
    periods: 2
  }
  {
    // Ours: the one above needs updates that end in two periods one after the other, and the schedule has one an hour.
    name: 'slow-batch-update'
    description: 'A batch update took longer than 4 minutes.'
    severity: 2
    query: 'AppMetrics | where Name == "ExecutionTime" | project TimeGenerated, Milliseconds = 1000.0 * Max'
    measure: 'Milliseconds'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 240000
    window: 'PT1H'
    frequency: 'PT15M'
    periods: 1
  }
  {
    name: 'failed-jobs'
    description: 'A batch update, an import or a restore failed.'
    severity: 2
    query: 'AppMetrics | where Name == "Jobs" and Properties.status == "Failed" | project TimeGenerated, Failed = Sum'
    measure: 'Failed'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT5M'
    frequency: 'PT5M'
    periods: 1
  }
  {
    name: 'poison-messages'
    description: 'A message could not be processed and lies in a poison queue.'
    severity: 2
    query: 'AppMetrics | where Name == "PoisonMessages" | project TimeGenerated, Poisoned = Sum'
    measure: 'Poisoned'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT5M'
    frequency: 'PT5M'
    periods: 1
  }
  {
    name: 'undelivered-notifications'
    description: 'A notification was given up: mail or webhook refused it for good, or did not take it for a day, a busy one for a week.'
    severity: 2
    query: 'AppMetrics | where Name == "NotificationDeliveries" and Properties.status == "Failed" | project TimeGenerated, Failed = Sum'
    measure: 'Failed'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT5M'
    frequency: 'PT5M'
    periods: 1
  }
  {
    name: 'change-feed-backlog'
    description: 'A change has waited for the change feed for longer than 5 minutes, seen three times in a row.'
    severity: 2
    query: 'AppMetrics | where Name == "ChangeFeedOldestAge" | project TimeGenerated, Seconds = Sum'
    measure: 'Seconds'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 300
    window: 'PT5M'
    frequency: 'PT5M'
    periods: 3
  }
  {
    name: 'stuck-orchestrations'
    description: 'An orchestration should have gone on an hour ago. The app looks every hour.'
    severity: 2
    query: 'AppMetrics | where Name == "StuckOrchestrations" | project TimeGenerated, Stuck = Sum'
    measure: 'Stuck'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    frequency: 'PT15M'
    periods: 1
  }
]

// Rows are counted, and none is less than one.
var missingAlerts = empty(batchUpdateExpectedWithin)
  ? []
  : [
      {
        name: 'no-batch-update'
        description: 'No batch update has ended for longer than the schedule allows.'
        severity: 2
        query: 'AppMetrics | where Name == "Jobs" and Properties.kind == "BatchUpdate" | project TimeGenerated, Sum'
        measure: null
        aggregation: 'Count'
        operator: 'LessThan'
        threshold: 1
        window: batchUpdateExpectedWithin
        frequency: 'PT15M'
        periods: 1
      }
    ]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in concat(logAlerts, missingAlerts): {
    name: 'inventory-${suffix}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '[${suffix}] ${alert.name}'
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [workspaceId]
      evaluationFrequency: alert.frequency
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: alert.query
            metricMeasureColumn: alert.measure
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: alert.periods
              minFailingPeriodsToAlert: alert.periods
            }
          }
        ]
      }
      autoMitigate: true
      // The app's tables come with the first telemetry, which is after this.
      skipQueryValidation: true
      actions: {
        actionGroups: [group.id]
      }
    }
  }
]

// What the platform measures itself needs no telemetry from the app, and is there when the app is not. Azure Monitor compares each kind of
// response by itself with the threshold.
var metricAlerts = [
  {
    name: 'throttles'
    description: 'Storage throttled more than one call, of one kind, within 5 minutes (parity A15).'
    severity: 2
    scope: storageAccountId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: [
          'ClientThrottlingError'
          'ServerBusyError'
          'ClientAccountRequestThrottlingError'
          'ClientAccountBandwidthThrottlingError'
        ]
      }
    ]
    threshold: 1
  }
  {
    name: 'table-errors'
    description: 'More than 10 calls to tables failed with one kind of error within 5 minutes (parity A15).'
    severity: 1
    scope: '${storageAccountId}/tableServices/default'
    namespace: 'Microsoft.Storage/storageAccounts/tableServices'
    metric: 'Transactions'
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        // Not ClientOtherError: a condition that does not hold and a row that is not there are how the app works.
        values: [
          'ServerBusyError'
          'ServerTimeoutError'
          'ServerOtherError'
          'ClientTimeoutError'
          'ClientThrottlingError'
          'AuthorizationError'
          'NetworkError'
        ]
      }
    ]
    threshold: 10
  }
  {
    name: 'dead-letters'
    description: 'The topic could not deliver an event for a day and put it into container dead-letters.'
    severity: 1
    scope: topicId
    namespace: 'Microsoft.EventGrid/topics'
    metric: 'DeadLetteredCount'
    dimensions: []
    threshold: 0
  }
]

resource metricAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in metricAlerts: {
    name: 'inventory-${suffix}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      enabled: true
      severity: alert.severity
      scopes: [alert.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: alert.name
            metricNamespace: alert.namespace
            metricName: alert.metric
            dimensions: alert.dimensions
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: alert.threshold
          }
        ]
      }
      autoMitigate: true
      actions: [
        {
          actionGroupId: group.id
        }
      ]
    }
  }
]

output actionGroupId string = group.id
