import type { FindingTexts } from './findings.ts';
import type { LinkName } from './verdict.ts';

export const titlesJa: Readonly<Record<LinkName, string>> = {
  trail: '証跡',
  logging: '証跡のログ記録',
  delivery: '証跡からCloudWatch Logsへの配信',
  events: '記録されるイベント',
  'log-group': '証跡のロググループ',
  filter: 'サブスクリプションフィルター',
  permission: '関数の呼び出し権限',
  function: '関数',
  code: '関数のコード',
  retries: '失敗した配信の保管先',
  table: 'テーブル',
  'dead-letters': 'デッドレターキュー',
  topic: 'トピックと購読者',
  alarms: 'アラーム',
};

const REDEPLOY =
  'スタックを削除し、テンプレートをもう一度デプロイしてください。テーブルとログは残ります (docs/deploy.md)。';

export const findingsJa: FindingTexts = {
  'trail-ok': ['{trail} は全リージョンを記録し、{logGroup} へ送っています。'],
  'trail-none': [
    '{logGroup} へ送る証跡がありません。',
    'cloudtrail.yamlをデプロイするか、マルチリージョンの証跡の送り先をこのロググループにしてください。',
  ],
  'trail-single-region': [
    '{trail} は1つのリージョンしか記録しません。ログインは複数のリージョンに記録されます。',
    'マルチリージョンの証跡にしてください。',
  ],
  'logging-ok': ['{trail} は記録中です。'],
  'logging-stopped': [
    '{trail} は停止しています。何も記録されません。',
    '記録を再開し、誰が停止したか (StopLogging) をイベント履歴で確認してください。',
  ],
  'delivery-ok': ['最後の配信: {time} UTC。'],
  'delivery-error': [
    'CloudTrailがCloudWatch Logsに書き込めません: {error}',
    '証跡に設定されたロールとロググループを確認してください。',
  ],
  'delivery-stale': [
    '{time} UTCから何も配信されていません。関数が起動するだけでもイベントは発生します。',
    '証跡の状態、ロール、ロググループを確認してください。',
  ],
  'delivery-never': [
    'CloudTrailからCloudWatch Logsへ、まだ何も配信されていません。',
    '新しく導入した場合は15分ほど待ち、その後で証跡の状態を確認してください。',
  ],
  'events-ok': ['書き込みの管理イベントは記録されています。'],
  'events-missing': [
    '{trail} は書き込みの管理イベントを記録しません。ログインもこれに含まれます。',
    '記録するように設定してください。コマンドは今のセレクターを置き換えます。',
  ],
  'events-narrowed': [
    '{trail} のセレクターは {by} で絞り込まれています。ログインが含まれるかは分かりません。',
    'セレクターを確認してください。',
  ],
  'log-group-ok': ['{logGroup} があり、クラスはSTANDARDです。'],
  'log-group-missing': [
    'ロググループ {logGroup} がありません。',
    'cloudtrail.yamlを新しいサフィックスでデプロイし、そのロググループでこのテンプレートもデプロイしてください。',
  ],
  'log-group-class': [
    '{logGroup} のクラスは {class} で、サブスクリプションフィルターを使えません。',
    '証跡の送り先をSTANDARDクラスのロググループにしてください。クラスは変更できません。',
  ],
  'filter-ok': ['{filter} は {function} へ送っています。'],
  'filter-missing': [
    '{logGroup} に {filter} がありません。関数には何も届きません。',
    '元に戻し、誰が削除したかをイベント履歴で確認してください。',
  ],
  'filter-elsewhere': [
    '{filter} の送り先が {destination} になっています。',
    '送り先を関数に戻してください。',
  ],
  'filter-pattern': [
    '{filter} のパターンが、テンプレートの {events} のものと違います。',
    'テンプレートのパターンに戻してください。',
  ],
  'filter-other-version': [
    '{filter} のパターンがバージョン {version} のものと違います。導入済みのバージョンは {installed} です。',
    'このバージョンのテンプレートをデプロイしてください。',
  ],
  'permission-ok': ['CloudWatch Logsは {function} を呼び出せます。'],
  'permission-missing': [
    'CloudWatch Logsは {logGroup} のために {function} を呼び出せません。',
    '権限を元に戻してください。',
  ],
  'function-ok': [
    '{function} (バージョン {installed}): 3時間に {count} 回呼び出され、{errors} 回失敗しました。',
  ],
  'function-missing': ['{function} がありません。', REDEPLOY],
  'function-state': [
    '{function} の状態は {state} です。{reason}',
    '理由に従って対処してください。',
  ],
  'function-stopped': [
    '{function} の予約済み同時実行数が0で、実行できません。',
    'この制限を外してください。',
  ],
  'function-failing': [
    '直近3時間の {count} 回の呼び出しがすべて失敗しました。',
    '関数のログを確認してください。最後のエラーに原因があります。',
  ],
  'code-ok': ['{time} UTCにCloudFormationがデプロイしてから変更されていません。'],
  'code-changed': [
    'CloudFormationのデプロイ ({deployed} UTC) の後、{time} UTCに変更されました。',
    '心当たりがなければ攻撃とみなし、コードを比べてから (docs/deploy.md)、もう一度デプロイしてください。',
  ],
  'code-unmanaged': [
    'この関数を管理するCloudFormationスタックがなく、コードが変更されたか分かりません。',
    REDEPLOY,
  ],
  'retries-ok': ['3回失敗したものは {queue} に入ります。'],
  'retries-missing': [
    '3回失敗したものが {queue} に入らず、失われます。',
    '送信先を設定し直してください。',
  ],
  'table-ok': ['{table} があります。'],
  'table-missing': [
    '{table} がありません。何も通知できません。',
    'ポイントインタイムリカバリで同じ名前に復元するか、スタックを削除してもう一度デプロイしてください。',
  ],
  'table-state': [
    '{table} の状態は {state} です。',
    '待つか、DynamoDBコンソールで理由を確認してください。',
  ],
  'dead-letters-ok': ['{queue} は空です。'],
  'dead-letters-missing': ['{queue} がありません。', REDEPLOY],
  'dead-letters-waiting': [
    '{queue} に {count} 件の配信が残っています。その内容は誰にも通知されていません。',
    '失敗した原因を調べ、その後で再処理してください。',
  ],
  'topic-ok': ['{topic} の確認済みの購読は {count} 件です。'],
  'topic-pending': ['{topic} の確認済みの購読は {count} 件です。未確認: {pending}。'],
  'topic-missing': ['{topic} がありません。', REDEPLOY],
  'topic-nobody': [
    '{topic} に確認済みの購読がなく、誰にも通知されません。未確認: {pending}。',
    '「loginbell confirm」で確認するか (クリックはしない)、別のアドレスを購読に追加してください。',
  ],
  'topic-lost': [
    '通知先の {email} に {topic} の確認済みの購読がありません。未確認: {pending}。',
    'もう一度購読に追加し、「loginbell confirm」で確認してください (クリックはしない)。別のアドレスにするには「loginbell deploy --email」を使います。',
  ],
  'alarms-ok': ['{count} 個のアラームがすべてあり、動作します。'],
  'alarms-missing': ['ないアラーム: {names}。', REDEPLOY],
  'alarms-muted': ['動作しないアラーム: {names}。', 'アクションを有効に戻してください。'],
  depends: ['別の箇所 ({on}) に左右されます。'],
  denied: ['権限 {permission} がありません。', '権限を与えてから、もう一度確認してください。'],
  'not-seen': ['確認できませんでした: {reason}'],
};
